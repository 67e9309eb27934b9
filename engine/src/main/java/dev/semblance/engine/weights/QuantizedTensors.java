package dev.semblance.engine.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joins the codes of quantized matrices with their scales. Beside a matrix `x` of type INT8,
/// `x.scale` holds a number for each row, and `x.smoothing`, where it exists, one for each column.
public final class QuantizedTensors {
  /// Suffix of the name of a matrix's row scales.
  public static final String SCALE = ".scale";

  /// Suffix of the name of a matrix's column factors.
  public static final String SMOOTHING = ".smoothing";

  private QuantizedTensors() {}

  /// @return the tensors without those that are scales of others
  static Map<String, Tensor> join(Map<String, Tensor> tensors) {
    Map<String, Tensor> joined = new LinkedHashMap<>(tensors);
    for (Tensor codes : tensors.values()) {
      Tensor scale = tensors.get(codes.name() + SCALE);
      if (codes.type() == ElementType.INT8 && codes.shape().length == 2 && scale != null) {
        Tensor smoothing = tensors.get(codes.name() + SMOOTHING);
        joined.put(codes.name(), codes.with(scales(codes, scale, smoothing)));
        joined.remove(codes.name() + SCALE);
        joined.remove(codes.name() + SMOOTHING);
      }
    }
    return joined;
  }

  private static Scales scales(Tensor codes, Tensor scale, @Nullable Tensor smoothing) {
    float[] rows = scale.expect(codes.shape()[0]).finite().floats();
    float[] columns =
        smoothing == null ? new float[0] : smoothing.expect(codes.shape()[1]).finite().floats();
    return new Scales(rows, columns);
  }
}
