package dev.semblance.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The inner loops on the machine's widest registers; sums run in lanes, so the last digits may
/// differ from [ScalarKernel].
record SimdKernel() implements Kernel {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  @Override
  public float dot(float[] a, float[] b) {
    Vectors.requireSameLength(a, b);
    FloatVector sums = FloatVector.zero(LANES);
    int i = 0;
    for (; i < LANES.loopBound(a.length); i += LANES.length()) {
      sums = FloatVector.fromArray(LANES, a, i).fma(FloatVector.fromArray(LANES, b, i), sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  @Override
  public float squareDistance(float[] a, float[] b) {
    Vectors.requireSameLength(a, b);
    FloatVector sums = FloatVector.zero(LANES);
    int i = 0;
    for (; i < LANES.loopBound(a.length); i += LANES.length()) {
      var difference = FloatVector.fromArray(LANES, a, i).sub(FloatVector.fromArray(LANES, b, i));
      sums = difference.fma(difference, sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (; i < a.length; i++) {
      float difference = a[i] - b[i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  @Override
  public void signs(float[] vector, byte[] bits) {
    if (LANES.length() < Byte.SIZE) {
      ScalarKernel.signs(vector, bits, 0);
      return;
    }
    int i = 0;
    for (; i < LANES.loopBound(vector.length); i += LANES.length()) {
      var above = FloatVector.fromArray(LANES, vector, i).compare(VectorOperators.GT, 0);
      long mask = Long.reverse(above.toLong());
      for (int lane = 0; lane < LANES.length(); lane += Byte.SIZE) {
        bits[(i + lane) / Byte.SIZE] = (byte) (mask >>> (Long.SIZE - Byte.SIZE - lane));
      }
    }
    ScalarKernel.signs(vector, bits, i);
  }
}
