package dev.semblance.engine.quantize;

import dev.semblance.engine.weights.ElementType;
import dev.semblance.engine.weights.Layout;
import dev.semblance.engine.weights.QuantizedTensors;
import dev.semblance.engine.weights.Scales;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Converts tensors to fewer bits, row-major, on the heap.
final class NarrowTensors {
  private static final float LARGEST_FLOAT16 = 65_504;

  private NarrowTensors() {}

  /// Codes −127 … 127 with one scale for each row, and the factors of the columns.
  ///
  /// @param matrix `[out,in]`
  /// @param smoothing `[in]`, or empty
  /// @return codes, scales and, if given, smoothing
  static List<Tensor> int8(Tensor matrix, float[] smoothing) {
    int rows = (int) matrix.shape()[0];
    int columns = (int) matrix.shape()[1];
    byte[] codes = new byte[Math.multiplyExact(rows, columns)];
    float[] scales = new float[rows];
    float[] row = new float[columns];
    for (int r = 0; r < rows; r++) {
      matrix.copyRow(r, row, 0);
      float largest = 0;
      for (int c = 0; c < columns; c++) {
        row[c] = smoothing.length == 0 ? row[c] : row[c] * smoothing[c];
        largest = Math.max(largest, Math.abs(row[c]));
      }
      scales[r] = Scales.ofRow(largest);
      for (int c = 0; c < columns; c++) {
        codes[r * columns + c] = (byte) Math.rint(row[c] / scales[r]);
      }
    }
    String name = matrix.name();
    Tensor quantized = tensor(name, ElementType.INT8, MemorySegment.ofArray(codes), matrix.shape());
    Tensor scale = floats(name + QuantizedTensors.SCALE, scales, rows);
    return smoothing.length == 0
        ? List.of(quantized, scale)
        : List.of(quantized, scale, floats(name + QuantizedTensors.SMOOTHING, smoothing, columns));
  }

  /// The upper half of each float32, rounded to nearest even.
  static Tensor bfloat16(Tensor tensor) {
    float[] values = tensor.floats();
    short[] halves = new short[values.length];
    for (int i = 0; i < halves.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      halves[i] = (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
    return tensor(
        tensor.name(), ElementType.BFLOAT16, MemorySegment.ofArray(halves), tensor.shape());
  }

  /// Half floats, or the unchanged tensor where a number is too large for them.
  static Tensor float16(Tensor tensor) {
    float[] values = tensor.floats();
    short[] halves = new short[values.length];
    for (int i = 0; i < halves.length; i++) {
      if (Math.abs(values[i]) > LARGEST_FLOAT16) {
        return same(tensor);
      }
      halves[i] = Float.floatToFloat16(values[i]);
    }
    return tensor(
        tensor.name(), ElementType.FLOAT16, MemorySegment.ofArray(halves), tensor.shape());
  }

  /// The tensor unchanged, in row-major order.
  static Tensor same(Tensor tensor) {
    return tensor.layout() == Layout.ROW_MAJOR && tensor.storage().scales() == null
        ? tensor
        : floats(tensor.name(), tensor.floats(), tensor.shape());
  }

  private static Tensor floats(String name, float[] values, long... shape) {
    return tensor(name, ElementType.FLOAT32, MemorySegment.ofArray(values), shape);
  }

  private static Tensor tensor(
      String name, ElementType type, MemorySegment numbers, long... shape) {
    return new Tensor(name, type, shape, Layout.ROW_MAJOR, numbers);
  }
}
