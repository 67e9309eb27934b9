package dev.semblance.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The inner loops on the CPU's widest SIMD registers. Sums are kept per lane, so the last digits
/// may differ from [ScalarKernel].
record SimdKernel() implements Kernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Rows of `a` that share one pass over a row of `b`: four sums stay in registers.
  private static final int TILE = 4;

  @Override
  public String implementationName() {
    return "SIMD, " + SPECIES.vectorBitSize() + " bits";
  }

  @Override
  public float dot(float[] a, float[] b) {
    Vectors.requireSameLength(a, b);
    return dot(a, 0, b, 0, a.length);
  }

  @Override
  public float squareDistance(float[] a, float[] b) {
    Vectors.requireSameLength(a, b);
    FloatVector sums = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i < SPECIES.loopBound(a.length); i += SPECIES.length()) {
      var difference =
          FloatVector.fromArray(SPECIES, a, i).sub(FloatVector.fromArray(SPECIES, b, i));
      sums = difference.fma(difference, sums);
    }
    float sum = OrderedSum.sum(sums);
    for (; i < a.length; i++) {
      float difference = a[i] - b[i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }

  @Override
  public void products(Linear.RowBlock a, int width, Linear.RowBlock b, float[] into) {
    float[] four = new float[TILE];
    for (int j = 0; j < b.count(); j++) {
      int right = (b.first() + j) * width;
      int i = 0;
      for (; i + TILE <= a.count(); i += TILE) {
        dots(new Pair((a.first() + i) * width, right), a.values(), b.values(), four, width);
        for (int r = 0; r < TILE; r++) {
          into[(i + r) * b.count() + j] = four[r];
        }
      }
      for (; i < a.count(); i++) {
        int left = (a.first() + i) * width;
        into[i * b.count() + j] = dot(a.values(), left, b.values(), right, width);
      }
    }
  }

  @Override
  public void signs(float[] vector, byte[] bits) {
    if (SPECIES.length() < Byte.SIZE) {
      ScalarKernel.signs(vector, bits, 0);
      return;
    }
    int i = 0;
    for (; i < SPECIES.loopBound(vector.length); i += SPECIES.length()) {
      var above = FloatVector.fromArray(SPECIES, vector, i).compare(VectorOperators.GT, 0);
      long mask = Long.reverse(above.toLong());
      for (int lane = 0; lane < SPECIES.length(); lane += Byte.SIZE) {
        bits[(i + lane) / Byte.SIZE] = (byte) (mask >>> (Long.SIZE - Byte.SIZE - lane));
      }
    }
    ScalarKernel.signs(vector, bits, i);
  }

  private static float dot(float[] a, int left, float[] b, int right, int width) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int d = 0;
    for (; d < SPECIES.loopBound(width); d += SPECIES.length()) {
      sums =
          FloatVector.fromArray(SPECIES, a, left + d)
              .fma(FloatVector.fromArray(SPECIES, b, right + d), sums);
    }
    float sum = OrderedSum.sum(sums);
    for (; d < width; d++) {
      sum = Math.fma(a[left + d], b[right + d], sum);
    }
    return sum;
  }

  /// Four rows of `a`, one after another from `left`, with the row of `b` at `right`.
  private static void dots(Pair at, float[] a, float[] b, float[] sums, int width) {
    int left = at.left();
    int right = at.right();
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int d = 0;
    for (; d < SPECIES.loopBound(width); d += SPECIES.length()) {
      FloatVector shared = FloatVector.fromArray(SPECIES, b, right + d);
      s0 = FloatVector.fromArray(SPECIES, a, left + d).fma(shared, s0);
      s1 = FloatVector.fromArray(SPECIES, a, left + width + d).fma(shared, s1);
      s2 = FloatVector.fromArray(SPECIES, a, left + 2 * width + d).fma(shared, s2);
      s3 = FloatVector.fromArray(SPECIES, a, left + 3 * width + d).fma(shared, s3);
    }
    sums[0] = OrderedSum.sum(s0);
    sums[1] = OrderedSum.sum(s1);
    sums[2] = OrderedSum.sum(s2);
    sums[3] = OrderedSum.sum(s3);
    for (; d < width; d++) {
      for (int r = 0; r < TILE; r++) {
        sums[r] = Math.fma(a[left + r * width + d], b[right + d], sums[r]);
      }
    }
  }

  /// Offsets of a row of `a` and a row of `b`; removed by escape analysis.
  private record Pair(int left, int right) {}
}
