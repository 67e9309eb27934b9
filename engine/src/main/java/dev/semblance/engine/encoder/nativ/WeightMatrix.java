package dev.semblance.engine.encoder.nativ;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Linear;
import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Part;
import dev.semblance.engine.encoder.nativ.onednn.NumberType;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A linear layer's weights on their way into packed order: parts stacked, checked to be finite,
/// and for int8 rounded to −127 … 127 with one scale per output column. *Confined to the thread
/// that opened it.*
///
/// @param type of the values: FLOAT32 or INT8
/// @param values `[out,in]`
/// @param scales `[out]` for INT8, else empty
/// @param bias `[out]`, 0 where a part has none
record WeightMatrix(
    Arena arena, NumberType type, MemorySegment values, float[] scales, float[] bias)
    implements AutoCloseable {
  private static final int LARGEST = 127;

  static WeightMatrix of(Linear linear, Form input) {
    Arena arena = Arena.ofConfined();
    int in = linear.in();
    boolean codes = input instanceof Form.Int8;
    MemorySegment values =
        arena.allocate((long) linear.out() * in * (codes ? Byte.BYTES : Float.BYTES), Float.BYTES);
    float[] scales = new float[codes ? linear.out() : 0];
    float[] bias = new float[linear.out()];
    int row = 0;
    for (Part part : linear.parts()) {
      float[] numbers = part.tensor().floats();
      for (int i = 0; i < part.rows(); i++, row++) {
        int from = (part.from() + i) * in;
        checkFinite(part.tensor(), numbers, from, in);
        if (input instanceof Form.Int8 form) {
          scales[row] = quantize(numbers, from, form, values.asSlice((long) row * in, in));
        } else {
          MemorySegment.copy(numbers, from, values, JAVA_FLOAT, (long) row * in * 4, in);
        }
      }
      release(part.tensor());
      if (part.bias() != null) {
        float[] numbersOfBias = part.bias().finite().floats();
        System.arraycopy(numbersOfBias, part.from(), bias, row - part.rows(), part.rows());
      }
    }
    NumberType type = codes ? NumberType.INT8 : NumberType.FLOAT32;
    return new WeightMatrix(arena, type, values, scales, bias);
  }

  /// Writes one row's codes and answers with its scale. Smoothing taken out of the input goes into
  /// the weights here: `form.inverse · form.scale` is its reciprocal.
  private static float quantize(float[] numbers, int from, Form.Int8 form, MemorySegment codes) {
    int in = form.inverse().length;
    float[] smoothed = new float[in];
    float largest = 0;
    for (int i = 0; i < in; i++) {
      smoothed[i] = numbers[from + i] / (form.inverse()[i] * form.scale());
      largest = Math.max(largest, Math.abs(smoothed[i]));
    }
    float scale = Math.max(largest / LARGEST, Float.MIN_NORMAL);
    byte[] row = new byte[in];
    for (int i = 0; i < in; i++) {
      row[i] = (byte) Math.rint(smoothed[i] / scale);
    }
    MemorySegment.copy(row, 0, codes, JAVA_BYTE, 0, in);
    return scale;
  }

  /// Lets the pages of a mapped file go: once packed, plain weights are not read again.
  private static void release(Tensor tensor) {
    if (tensor.data().isMapped()) {
      tensor.data().unload();
    }
  }

  private static void checkFinite(Tensor tensor, float[] numbers, int from, int count) {
    float sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += numbers[i] * 0;
    }
    if (sum != 0) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL, "weights hold NaN or infinity: tensor " + tensor.name());
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  @Override
  public String toString() {
    return "WeightMatrix" + Arrays.toString(new long[] {bias.length, values.byteSize()});
  }
}
