package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Norm;
import dev.semblance.vector.OrderedSum;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Layer norm of single rows: `(x − mean) / √(variance + ε) · weight + bias`. *Safe for use by many
/// threads.* Mean and variance take a loop each, over a row in first-level cache. Source: Ba et
/// al., *Layer Normalization*, 2016.
///
/// @param weight `[d]`
/// @param bias `[d]`
record RowNorm(float[] weight, float[] bias, float epsilon) {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  static RowNorm of(Norm norm) {
    float[] weight = norm.weight().finite().floats();
    float[] bias = norm.bias() == null ? new float[weight.length] : norm.bias().finite().floats();
    return new RowNorm(weight, bias, norm.epsilon());
  }

  /// @param from address of a row `[d]`
  /// @param to address for the result, which may be `from`
  void apply(long from, long to) {
    int width = weight.length;
    int whole = FLOATS.loopBound(width);
    VectorMask<Float> rest = FLOATS.indexInRange(whole, width);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += FLOATS.length()) {
      sum = sum.add(load(from, i));
    }
    if (whole < width) {
      sum = sum.add(load(from, whole, rest));
    }
    float mean = OrderedSum.sum(sum) / width;

    FloatVector squares = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += FLOATS.length()) {
      FloatVector centred = load(from, i).sub(mean);
      squares = centred.fma(centred, squares);
    }
    if (whole < width) {
      FloatVector centred = FloatVector.zero(FLOATS).add(load(from, whole, rest).sub(mean), rest);
      squares = centred.fma(centred, squares);
    }
    float variance = OrderedSum.sum(squares) / width;
    float scale = (float) (1 / Math.sqrt(variance + epsilon));

    for (int i = 0; i < whole; i += FLOATS.length()) {
      load(from, i)
          .sub(mean)
          .mul(scale)
          .fma(FloatVector.fromArray(FLOATS, weight, i), FloatVector.fromArray(FLOATS, bias, i))
          .intoMemorySegment(NativeMemory.ALL, to + 4L * i, NativeMemory.ORDER);
    }
    if (whole < width) {
      load(from, whole, rest)
          .sub(mean)
          .mul(scale)
          .fma(
              FloatVector.fromArray(FLOATS, weight, whole, rest),
              FloatVector.fromArray(FLOATS, bias, whole, rest))
          .intoMemorySegment(NativeMemory.ALL, to + 4L * whole, NativeMemory.ORDER, rest);
    }
  }

  private static FloatVector load(long from, int i) {
    return FloatVector.fromMemorySegment(
        FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER);
  }

  private static FloatVector load(long from, int i, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(
        FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER, mask);
  }
}
