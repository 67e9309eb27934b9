package dev.semblance.vector;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Arrays;
import java.util.List;

/// The smallest and largest value of each dimension in calibration vectors. The arrays belong to
/// the ranges. *Safe for use by many threads.*
///
/// @param lowest `[k]`
/// @param highest `[k]`, nowhere below `lowest`
public record Ranges(float[] lowest, float[] highest) {

  /// @throws SemblanceException INVALID when the lengths differ, a number is not finite, or lowest
  ///   is above highest; the message names the dimension
  public Ranges {
    if (lowest.length == 0 || lowest.length != highest.length) {
      throw new SemblanceException(
          Fault.INVALID,
          "ranges need one lowest and one highest value for each dimension. Given: "
              + lowest.length
              + " and "
              + highest.length);
    }
    for (int i = 0; i < lowest.length; i++) {
      if (!(Float.isFinite(lowest[i]) && Float.isFinite(highest[i]) && lowest[i] <= highest[i])) {
        throw new SemblanceException(
            Fault.INVALID, "the range of dimension " + i + " is " + lowest[i] + " … " + highest[i]);
      }
    }
  }

  /// The ranges of vectors. Fewer than a hundred do not represent a corpus well.
  ///
  /// @param vectors at least one, all `[k]`
  public static Ranges of(List<float[]> vectors) {
    RangeAccumulator accumulator =
        new RangeAccumulator(vectors.isEmpty() ? 0 : vectors.getFirst().length);
    vectors.forEach(accumulator::include);
    return accumulator.ranges();
  }

  /// `k`.
  public int dimensions() {
    return lowest.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ranges(float[] otherLowest, float[] otherHighest)
        && Arrays.equals(lowest, otherLowest)
        && Arrays.equals(highest, otherHighest);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lowest) + Arrays.hashCode(highest);
  }

  /// Accumulates the ranges of vectors added one by one. *One thread at a time.*
  public static final class RangeAccumulator {
    private final float[] lowest;
    private final float[] highest;
    private boolean seen;

    public RangeAccumulator(int dimensions) {
      lowest = new float[dimensions];
      highest = new float[dimensions];
      Arrays.fill(lowest, Float.POSITIVE_INFINITY);
      Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    }

    /// @param vector `[k]`
    public void include(float[] vector) {
      seen = true;
      Vectors.requireSameLength(vector, lowest);
      for (int i = 0; i < lowest.length; i++) {
        lowest[i] = Math.min(lowest[i], vector[i]);
        highest[i] = Math.max(highest[i], vector[i]);
      }
    }

    /// The ranges so far.
    ///
    /// @throws SemblanceException INVALID before the first vector
    public Ranges ranges() {
      if (!seen) {
        throw new SemblanceException(Fault.INVALID, "ranges need at least one calibration vector");
      }
      return new Ranges(lowest.clone(), highest.clone());
    }
  }
}
