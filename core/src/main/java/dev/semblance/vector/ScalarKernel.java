package dev.semblance.vector;

/// The inner loops in plain Java: the reading version, and the one that always runs.
record ScalarKernel() implements Kernel {

  @Override
  public float dot(float[] a, float[] b) {
    Vectors.requireSameLength(a, b);
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  @Override
  public float squareDistance(float[] a, float[] b) {
    Vectors.requireSameLength(a, b);
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      float difference = a[i] - b[i];
      sum = Math.fma(difference, difference, sum);
    }
    return sum;
  }
}
