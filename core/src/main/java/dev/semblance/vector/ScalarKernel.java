package dev.semblance.vector;

/// The inner loops in plain Java, which run without the module `jdk.incubator.vector`.
record ScalarKernel() implements Kernel {

  @Override
  public String implementationName() {
    return "plain Java";
  }

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

  @Override
  public void signs(float[] vector, byte[] bits) {
    signs(vector, bits, 0);
  }

  /// The signs of the dimensions from `start` on.
  static void signs(float[] vector, byte[] bits, int start) {
    for (int i = start; i < vector.length; i++) {
      if (vector[i] > 0) {
        bits[i / Byte.SIZE] |= (byte) (0x80 >>> (i % Byte.SIZE));
      }
    }
  }

  @Override
  public void products(Linear.RowBlock a, int width, Linear.RowBlock b, float[] into) {
    for (int i = 0; i < a.count(); i++) {
      for (int j = 0; j < b.count(); j++) {
        float sum = 0;
        for (int d = 0; d < width; d++) {
          float left = a.values()[(a.first() + i) * width + d];
          sum = Math.fma(left, b.values()[(b.first() + j) * width + d], sum);
        }
        into[i * b.count() + j] = sum;
      }
    }
  }
}
