package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.model.MatmulScale;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.QuantizationPlan;
import dev.semblance.engine.onednn.Isa;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.onednn.OneDnn;
import org.jspecify.annotations.Nullable;

/// The precision of each product.
///
/// @param activations format of activations that no 8-bit product reads: float32 or bfloat16
/// @param plan which products run in int8, or none
record PrecisionPlan(ActivationFormat activations, @Nullable QuantizationPlan plan) {

  static PrecisionPlan float32() {
    return new PrecisionPlan(new ActivationFormat.Float32(), null);
  }

  static PrecisionPlan bfloat16() {
    return new PrecisionPlan(new ActivationFormat.Bfloat16(), null);
  }

  /// The plan for opening a model in a precision.
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

  /// The plan for an image encoder: only text encoders are calibrated for 8-bit products.
  ///
  /// @throws SemblanceException UNSUPPORTED when that is not possible on this CPU
  static PrecisionPlan ofImages(NativePrecision precision) {
    return switch (precision) {
      case F32 -> float32();
      case BF16 -> checkedBfloat16();
      case INT8, AUTO -> fastest();
    };
  }

  /// int8 by a quantization plan.
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

  /// bfloat16 where this CPU has it, else float32.
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

  /// Format of a product's input.
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
    return ActivationFormat.Int8.of(scale, linear.in());
  }

  /// Format of a product's results that `next` will read: 8-bit results only out of an 8-bit
  /// product. Other combinations fall to oneDNN's reference kernel, a thousand times slower.
  ActivationFormat result(ActivationFormat input, ActivationFormat next) {
    boolean int8 = next instanceof ActivationFormat.Int8;
    return int8 && !(input instanceof ActivationFormat.Int8)
        ? new ActivationFormat.Float32()
        : next;
  }

  /// The type of queries, keys, values and gates.
  NumberType activationType() {
    return activations.type();
  }
}
