package dev.semblance.engine.encoder.transformer;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.weights.Scales;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A linear layer's weights before they are packed: parts stacked, checked to be finite, and for
/// int8 rounded to −127 … 127 with one scale per output column. *Confined to the thread that opened
/// it.*
///
/// @param type of the values: FLOAT32 or INT8
/// @param values `[out,in]`
/// @param scales `[out]` for INT8, else empty
/// @param bias `[out]`, 0 where a part has none
record WeightMatrix(
    Arena arena, NumberType type, MemorySegment values, float[] scales, float[] bias)
    implements AutoCloseable {
  @SuppressWarnings("MustBeClosedChecker") // the matrix owns the arena
  static WeightMatrix of(LinearWeights linear, ActivationFormat input) {
    Arena arena = Arena.ofConfined();
    try {
      return fill(arena, linear, input);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  private static WeightMatrix fill(Arena arena, LinearWeights linear, ActivationFormat input) {
    int in = linear.in();
    float[] smoothing =
        input instanceof ActivationFormat.Int8 form ? smoothing(form) : new float[0];
    boolean codes = smoothing.length > 0;
    float[] smoothed = new float[smoothing.length];
    byte[] rowOfCodes = new byte[smoothing.length];
    MemorySegment values =
        arena.allocate((long) linear.out() * in * (codes ? Byte.BYTES : Float.BYTES), Float.BYTES);
    float[] scales = new float[codes ? linear.out() : 0];
    float[] bias = new float[linear.out()];
    int row = 0;
    for (WeightRows part : linear.parts()) {
      float[] numbers = part.tensor().floats();
      for (int i = 0; i < part.rows(); i++, row++) {
        int from = (part.from() + i) * in;
        if (codes) {
          smooth(numbers, from, smoothing, smoothed);
          float largest = largest(smoothed, 0, in);
          checkFinite(part.tensor(), largest);
          scales[row] = quantize(smoothed, largest, rowOfCodes);
          MemorySegment.copy(rowOfCodes, 0, values, JAVA_BYTE, (long) row * in, in);
        } else {
          checkFinite(part.tensor(), largest(numbers, from, in));
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

  /// Factors of the columns: the smoothing that divides the input multiplies the weights.
  private static float[] smoothing(ActivationFormat.Int8 form) {
    float[] factors = new float[form.inverse().length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 / (form.inverse()[i] * form.scale());
    }
    return factors;
  }

  /// Writes one row's codes and returns its scale.
  ///
  /// A plain loop: it runs when a model opens, before code is compiled, and plain loops are
  /// compiled soonest. It multiplies by the inverse, where a quantized model that is written is
  /// divided by the scale: of millions of codes, a few differ by 1.
  ///
  /// @param smoothed `[in]`
  private static float quantize(float[] smoothed, float largest, byte[] codes) {
    float scale = Scales.ofRow(largest);
    float inverse = 1 / scale;
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) (int) (smoothed[i] * inverse + ActivationFormat.ROUND_TO_INTEGER);
    }
    return scale;
  }

  private static void smooth(float[] numbers, int from, float[] factors, float[] smoothed) {
    for (int i = 0; i < smoothed.length; i++) {
      smoothed[i] = numbers[from + i] * factors[i];
    }
  }

  /// The largest magnitude; not finite where one of the numbers is not.
  private static float largest(float[] numbers, int from, int count) {
    float largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(numbers[from + i]));
    }
    return largest;
  }

  /// Unloads the pages of a mapped file: once packed, plain weights are not read again.
  private static void release(Tensor tensor) {
    if (tensor.data().isMapped()) {
      tensor.data().unload();
    }
  }

  private static void checkFinite(Tensor tensor, float largest) {
    if (!Float.isFinite(largest)) {
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
