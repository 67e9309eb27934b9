package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.Isa;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.onednn.OneDnn;
import org.jspecify.annotations.Nullable;

/// The precision of each product.
///
/// @param activations how activations are written that no 8-bit product reads: float32 or bfloat16
/// @param plan which products run in int8, or none
record PrecisionPlan(ActivationFormat activations, @Nullable QuantizationPlan plan) {

  static PrecisionPlan float32() {
    return new PrecisionPlan(new ActivationFormat.Float32(), null);
  }

  static PrecisionPlan bfloat16() {
    return new PrecisionPlan(new ActivationFormat.Bfloat16(), null);
  }

  /// The one that a model is opened with in a precision.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU or with this
  ///   folder; BROKEN_MODEL
  static PrecisionPlan of(ModelFolder folder, NativePrecision precision) {
    return switch (precision) {
      case F32 -> float32();
      case BF16 -> checkedBfloat16();
      case INT8 -> int8(QuantizationPlan.read(folder));
      case AUTO -> fastest(folder);
    };
  }

  /// The one for what reads images: scales for 8-bit products are known of texts alone.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU
  static PrecisionPlan ofImages(NativePrecision precision) {
    return switch (precision) {
      case F32 -> float32();
      case BF16 -> checkedBfloat16();
      case INT8, AUTO -> fastest();
    };
  }

  /// In int8 by a plan.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU
  static PrecisionPlan int8(QuantizationPlan plan) {
    Isa isa = OneDnn.instance().isa();
    if (!isa.exactInt8()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "int8 would saturate on this CPU, which has only " + isa.name());
    }
    return new PrecisionPlan(
        isa.bfloat16() ? new ActivationFormat.Bfloat16() : new ActivationFormat.Float32(), plan);
  }

  private static PrecisionPlan fastest(ModelFolder folder) {
    if (OneDnn.instance().isa().exactInt8() && QuantizationPlan.isIn(folder)) {
      QuantizationPlan plan = QuantizationPlan.read(folder);
      if (plan.passed()) {
        return int8(plan);
      }
    }
    return fastest();
  }

  /// What this CPU computes fastest in, of what loses nothing that matters.
  private static PrecisionPlan fastest() {
    return OneDnn.instance().isa().bfloat16() ? bfloat16() : float32();
  }

  private static PrecisionPlan checkedBfloat16() {
    Isa isa = OneDnn.instance().isa();
    if (!isa.bfloat16()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "this CPU has no bfloat16 products, only " + isa.name());
    }
    return bfloat16();
  }

  /// How a product's input is written.
  ActivationFormat input(LinearWeights linear) {
    MatmulScale scale = plan == null ? null : plan.matmuls().get(linear.name());
    if (scale == null) {
      return activations;
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
    return scale.format(linear.in());
  }

  /// How a product writes results for `next` to read: 8-bit results only out of an 8-bit product,
  /// everything else oneDNN computes a thousand times slower.
  ActivationFormat result(ActivationFormat input, ActivationFormat next) {
    boolean codes = next instanceof ActivationFormat.Int8;
    return codes && !(input instanceof ActivationFormat.Int8)
        ? new ActivationFormat.Float32()
        : next;
  }

  /// The type of queries, keys, values and gates.
  NumberType activationType() {
    return activations.type();
  }
}
