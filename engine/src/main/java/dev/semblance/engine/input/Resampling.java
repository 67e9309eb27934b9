package dev.semblance.engine.input;

/// Bicubic resampling of one axis with a support that grows as the image shrinks, in 8 bits: bit
/// for bit the result of Pillow, which the image processors of the reference libraries use.
///
/// For an output place `i`, with `scale` = in / out and `f` = max(scale, 1):
///
/// ```
/// centre = (i + ½) · scale              support = 2f
/// first = max(0, ⌊centre − support + ½⌋)   last = min(in, ⌊centre + support + ½⌋)
/// w(x) = k((x − centre + ½) / f), divided by their sum, as fixed-point numbers of 22 bits
/// k(x) = 1.5|x|³ − 2.5x² + 1  below 1;  −0.5|x|³ + 2.5x² − 4|x| + 2  below 2
/// ```
///
/// Sources: Keys 1981, "Cubic convolution interpolation for digital image processing", a = −½;
/// Pillow, `Resample.c`.
///
/// @param first the first input place of each output place
/// @param weights of the input places from there on, fixed-point
record Resampling(int[] first, int[][] weights) {
  private static final int BITS = 22;
  private static final double RADIUS = 2;
  private static final double A = -0.5;

  /// The output places `from` … `from + count − 1` of `out`, all of them inside.
  ///
  /// @param in length of the axis, from 1
  /// @param out what it would be resized to as a whole
  static Resampling of(int in, long out, long from, int count) {
    int[] first = new int[count];
    int[][] weights = new int[count][];
    double scale = (double) in / out;
    double f = Math.max(scale, 1);
    for (int i = 0; i < count; i++) {
      double centre = (from + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - RADIUS * f + 0.5));
      int last = Math.min(in, (int) (centre + RADIUS * f + 0.5));
      weights[i] = fixed(weights(first[i], last, centre, f));
    }
    return new Resampling(first, weights);
  }

  /// How many output places there are.
  int count() {
    return first.length;
  }

  /// The input places of output place `i` end here, exclusive.
  int end(int i) {
    return first[i] + weights[i].length;
  }

  /// The value of output place `i`.
  ///
  /// @param from index of input place 0
  /// @param step from one input place to the next
  byte at(int i, byte[] values, int from, int step) {
    int[] placeWeights = weights[i];
    int sum = 1 << (BITS - 1);
    int place = from + first[i] * step;
    for (int weight : placeWeights) {
      sum += (values[place] & 0xFF) * weight;
      place += step;
    }
    return (byte) Math.clamp(sum >> BITS, 0, 255);
  }

  private static double[] weights(int first, int last, double centre, double f) {
    double[] weights = new double[last - first];
    double sum = 0;
    for (int x = 0; x < weights.length; x++) {
      weights[x] = kernel((x + first - centre + 0.5) * (1 / f));
      sum += weights[x];
    }
    for (int x = 0; x < weights.length && sum != 0; x++) {
      weights[x] *= 1 / sum;
    }
    return weights;
  }

  private static int[] fixed(double[] weights) {
    int[] fixed = new int[weights.length];
    for (int x = 0; x < fixed.length; x++) {
      fixed[x] = (int) (weights[x] * (1 << BITS) + (weights[x] < 0 ? -0.5 : 0.5));
    }
    return fixed;
  }

  private static double kernel(double at) {
    double x = Math.abs(at);
    if (x < 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
  }
}
