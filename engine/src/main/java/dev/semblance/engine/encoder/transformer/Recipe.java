package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Linear;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.Isa;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.onednn.OneDnn;
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

  /// The one that a model is opened with in a precision.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU or with this
  ///   folder; BROKEN_MODEL
  static Recipe of(ModelFolder folder, NativePrecision precision) {
    return switch (precision) {
      case F32 -> float32();
      case BF16 -> possibleBfloat16();
      case INT8 -> int8(QuantizationPlan.read(folder));
      case AUTO -> fastest(folder);
    };
  }

  /// The one for what reads images: scales for 8-bit products are known of texts alone.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU
  static Recipe ofImages(NativePrecision precision) {
    return switch (precision) {
      case F32 -> float32();
      case BF16 -> possibleBfloat16();
      case INT8, AUTO -> fastest();
    };
  }

  /// In int8 by a plan.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU
  static Recipe int8(QuantizationPlan plan) {
    Isa isa = OneDnn.instance().isa();
    if (!isa.exactInt8()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "int8 would saturate on this CPU, which has only " + isa.name());
    }
    return new Recipe(isa.bfloat16() ? new Form.Bfloat16() : new Form.Float32(), plan);
  }

  private static Recipe fastest(ModelFolder folder) {
    if (OneDnn.instance().isa().exactInt8() && QuantizationPlan.isIn(folder)) {
      QuantizationPlan plan = QuantizationPlan.read(folder);
      if (plan.passed()) {
        return int8(plan);
      }
    }
    return fastest();
  }

  /// What this CPU computes fastest in, of what loses nothing that matters.
  private static Recipe fastest() {
    return OneDnn.instance().isa().bfloat16() ? bfloat16() : float32();
  }

  private static Recipe possibleBfloat16() {
    Isa isa = OneDnn.instance().isa();
    if (!isa.bfloat16()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "this CPU has no bfloat16 products, only " + isa.name());
    }
    return bfloat16();
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
