package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Linear;
import dev.semblance.engine.encoder.nativ.onednn.NumberType;
import org.jspecify.annotations.Nullable;

/// The precision of each product.
///
/// @param wide how activations are written that no 8-bit product reads: float32 or bfloat16
/// @param plan which products run in int8, or none
record Recipe(Form wide, @Nullable QuantizationPlan plan) {

  static Recipe float32() {
    return new Recipe(new Form.Float32(), null);
  }

  static Recipe bfloat16() {
    return new Recipe(new Form.Bfloat16(), null);
  }

  /// How a product's input is written.
  Form input(Linear linear) {
    MatmulScale scale = plan == null ? null : plan.matmuls().get(linear.name());
    if (scale == null) {
      return wide;
    }
    if (scale.smoothing().length != 0 && scale.smoothing().length != linear.in()) {
      throw new IllegalArgumentException(
          "matmul "
              + linear.name()
              + ": smoothing has "
              + scale.smoothing().length
              + " numbers, the input has "
              + linear.in()
              + " columns");
    }
    return scale.form(linear.in());
  }

  /// How a product writes results for `next` to read: 8-bit results only out of an 8-bit product,
  /// everything else oneDNN computes a thousand times slower.
  Form result(Form input, Form next) {
    boolean codes = next instanceof Form.Int8;
    return codes && !(input instanceof Form.Int8) ? new Form.Float32() : next;
  }

  /// The type of queries, keys, values and gates.
  NumberType wideType() {
    return wide.type();
  }
}
