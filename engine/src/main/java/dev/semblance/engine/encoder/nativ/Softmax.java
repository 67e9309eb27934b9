package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.onednn.NumberType;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of one row of attention scores, without the final division: `p = 2^((s − max) · c)`, and
/// the sum of `p`, by which the product with the values is divided later. *Safe for use by many
/// threads.*
///
/// `2^f` for `f` in −½ … ½ is a polynomial of degree 6, good to the last bit but one; the integer
/// part goes straight into the exponent. Keys outside the row's reach get exactly 0.
final class Softmax {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final float LOG2_E = 1.442695f;

  /// Below 2^−127 a result is 0.
  private static final float LEAST = -127;

  private static final float ROUND = 12582912f;

  // 2^f = Σ (ln 2)^k f^k / k!
  private static final float C1 = 0.6931472f;
  private static final float C2 = 0.2402265f;
  private static final float C3 = 0.05550411f;
  private static final float C4 = 0.009618129f;
  private static final float C5 = 0.0013333558f;
  private static final float C6 = 0.0001540353f;

  private Softmax() {}

  /// Replaces keys outside `from` … `to` by −∞, so that the passes below need no mask.
  static void limit(long scores, int count, int from, int to) {
    for (int i = 0; i < from; i++) {
      Memory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, Float.NEGATIVE_INFINITY);
    }
    for (int i = to; i < count; i++) {
      Memory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, Float.NEGATIVE_INFINITY);
    }
  }

  /// `scores · scale + bias`, in place, for scores that carry a bias.
  ///
  /// @param at index in `bias` of the first score's
  static void addBias(long scores, int count, float scale, float[] bias, int at) {
    for (int i = 0; i < count; i++) {
      float score = Memory.floatAt(scores + 4L * i);
      Memory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, Math.fma(score, scale, bias[at + i]));
    }
  }

  /// @param scores address of `count` float32 scores
  /// @param count a multiple of 16
  /// @param scale factor of every score
  /// @param powers address for the results, of the given type; may be `scores` for float32
  /// @return the sum of the results
  static float row(long scores, int count, float scale, NumberType type, long powers) {
    float c = scale * LOG2_E;
    float shift = -max(scores, count) * c;
    FloatVector sum = FloatVector.zero(FLOATS);
    if (type == NumberType.FLOAT32) {
      for (int i = 0; i < count; i += FLOATS.length()) {
        FloatVector p = power(load(scores, i).fma(c, shift));
        p.intoMemorySegment(Memory.ALL, powers + 4L * i, Memory.ORDER);
        sum = sum.add(p);
      }
    } else {
      for (int i = 0; i < count; i += FLOATS.length()) {
        FloatVector p = power(load(scores, i).fma(c, shift));
        Form.Bfloat16.round(p).intoMemorySegment(Memory.ALL, powers + 2L * i, Memory.ORDER);
        sum = sum.add(p);
      }
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private static float max(long scores, int count) {
    FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < count; i += FLOATS.length()) {
      FloatVector next = load(scores, i);
      VectorMask<Float> larger = next.compare(VectorOperators.GT, max);
      max = max.blend(next, larger);
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  private static FloatVector power(FloatVector exponent) {
    FloatVector y = exponent.blend(LEAST, exponent.compare(VectorOperators.LT, LEAST));
    FloatVector rounded = y.add(ROUND);
    FloatVector f = y.sub(rounded.sub(ROUND));
    IntVector whole = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector p =
        f.fma(FloatVector.broadcast(FLOATS, C6), FloatVector.broadcast(FLOATS, C5))
            .fma(f, FloatVector.broadcast(FLOATS, C4))
            .fma(f, FloatVector.broadcast(FLOATS, C3))
            .fma(f, FloatVector.broadcast(FLOATS, C2))
            .fma(f, FloatVector.broadcast(FLOATS, C1))
            .fma(f, FloatVector.broadcast(FLOATS, 1));
    return p.reinterpretAsInts().add(whole).reinterpretAsFloats();
  }

  private static FloatVector load(long from, int i) {
    return FloatVector.fromMemorySegment(FLOATS, Memory.ALL, from + 4L * i, Memory.ORDER);
  }

  /// Lanes of one step; row lengths are multiples of it.
  static int lanes() {
    return INTS.length();
  }
}
