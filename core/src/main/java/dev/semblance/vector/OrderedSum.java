package dev.semblance.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The sum of a SIMD vector's lanes in one fixed order: halves are added to halves, log₂(lanes)
/// times. `FloatVector.reduceLanes` may add in another order once a method is compiled, so that a
/// text's embedding would change while the JVM warms up. *Safe for use by many threads.*
public final class OrderedSum {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int COUNT = FLOATS.length();
  private static final VectorShuffle<Float> HALF = shiftedBy(COUNT / 2);
  private static final VectorShuffle<Float> QUARTER = shiftedBy(COUNT / 4);
  private static final VectorShuffle<Float> EIGHTH = shiftedBy(COUNT / 8);
  private static final VectorShuffle<Float> SIXTEENTH = shiftedBy(COUNT / 16);

  private OrderedSum() {}

  private static VectorShuffle<Float> shiftedBy(int lanes) {
    return VectorShuffle.iota(FLOATS, lanes, 1, true);
  }

  /// @param vector of the preferred species
  public static float sum(FloatVector vector) {
    FloatVector sum = vector.add(vector.rearrange(HALF));
    sum = sum.add(sum.rearrange(QUARTER));
    if (COUNT >= 8) {
      sum = sum.add(sum.rearrange(EIGHTH));
    }
    if (COUNT >= 16) {
      sum = sum.add(sum.rearrange(SIXTEENTH));
    }
    return sum.lane(0);
  }
}
