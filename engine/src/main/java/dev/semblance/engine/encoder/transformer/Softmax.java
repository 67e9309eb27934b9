package dev.semblance.engine.encoder.transformer;

import dev.semblance.vector.OrderedSum;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of rows of attention scores, without the final division: `p = 2^((s − shift) · c)`, and
/// the sum of `p`, by which the product with the values is divided later. *Safe for use by many
/// threads.*
///
/// `2^f` for `f` in −½ … ½ is a polynomial; the integer part goes straight into the exponent. Keys
/// outside the row's reach get 2^−126. Float32 powers are shifted by the row's largest score.
/// Bfloat16 ones, whose exponents reach as far and whose digits are few, are not, which spares a
/// look at every score; rows whose powers come out all but too large or too small are done again.
final class Softmax {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final float LOG2_E = 1.442695f;

  private static final int MANTISSA = 23;

  /// Adding 1.5 · 2²³ leaves a number below 2²² rounded to an integer in the low bits.
  private static final float ROUND = 12582912f;

  /// No exponent goes below 2^−126; among its neighbours' powers, of which one is 1, that is 0.
  private static final int LEAST = Float.floatToRawIntBits(ROUND - 126);

  private static final int MOST = Float.floatToRawIntBits(ROUND + 126);

  /// Between these, a sum of powers says that none was cut off.
  private static final float LEAST_SUM = 0x1p-80f;

  private static final float MOST_SUM = 0x1p80f;

  /// Far below every score that can be, and near enough for [#ROUND].
  private static final float FAR = 1 << 19;

  // 2^f = Σ (ln 2)^k f^k / k!
  private static final float C1 = 0.6931472f;
  private static final float C2 = 0.2402265f;
  private static final float C3 = 0.05550411f;
  private static final float C4 = 0.009618129f;
  private static final float C5 = 0.0013333558f;
  private static final float C6 = 0.0001540353f;

  // The polynomial of third degree that is nearest to 2^f: within 7.5·10⁻⁵ of it, a twentieth of
  // bfloat16's own rounding.
  private static final float B0 = 0.99992806f;
  private static final float B1 = 0.693261f;
  private static final float B2 = 0.24261113f;
  private static final float B3 = 0.05517167f;

  private Softmax() {}

  /// Replaces keys outside `from` … `to` by a score so low that its power is 0 for all purposes, so
  /// that the passes below need no mask.
  ///
  /// @param scale factor that all scores will get
  static void mask(long scores, int count, int from, int to, float scale) {
    float low = NativeMemory.floatAt(scores + 4L * from) - FAR / scale;
    for (int i = 0; i < from; i++) {
      NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, low);
    }
    for (int i = to; i < count; i++) {
      NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, low);
    }
  }

  /// `scores · scale + bias`, in place, for scores that carry a bias.
  ///
  /// @param at index in `bias` of the first score's
  static void addBias(long scores, int count, float scale, float[] bias, int at) {
    for (int i = 0; i < count; i++) {
      float score = NativeMemory.floatAt(scores + 4L * i);
      NativeMemory.ALL.set(
          ValueLayout.JAVA_FLOAT, scores + 4L * i, Math.fma(score, scale, bias[at + i]));
    }
  }

  /// Rows of scores that lie one after another.
  ///
  /// @param at address of `[rows,keys]` float32 scores
  /// @param keys a multiple of 16
  /// @param scale factor of every score
  record ScoreRows(long at, int rows, int keys, float scale) {}

  /// Powers as float32, in place.
  ///
  /// @param sums where the rows' sums of powers go, from `first`
  static void float32(ScoreRows scores, float[] sums, int first) {
    for (int row = 0; row < scores.rows(); row++) {
      long at = scores.at() + 4L * row * scores.keys();
      sums[first + row] = float32Row(at, scores.keys(), scores.scale() * LOG2_E);
    }
  }

  /// Powers as bfloat16. One method for each type with the loop over rows in it: the compiler puts
  /// both kinds of row into a caller they share, and leaves calls between vectors when it runs out
  /// of nodes. For the same reason rows that are done again have a loop of their own.
  ///
  /// @param powers address for `[rows,keys]` bfloat16 numbers
  static void bfloat16(ScoreRows scores, long powers, float[] sums, int first) {
    float c = scores.scale() * LOG2_E;
    for (int row = 0; row < scores.rows(); row++) {
      long cells = (long) row * scores.keys();
      sums[first + row] =
          bfloat16Row(scores.at() + 4 * cells, scores.keys(), c, 0, powers + 2 * cells);
    }
    for (int row = 0; row < scores.rows(); row++) {
      float sum = sums[first + row];
      if (!(sum > LEAST_SUM && sum < MOST_SUM)) {
        sums[first + row] = shiftedBfloat16Row(scores, row, powers);
      }
    }
  }

  /// A row of scores far from 0.
  private static float shiftedBfloat16Row(ScoreRows scores, int row, long powers) {
    long cells = (long) row * scores.keys();
    long at = scores.at() + 4 * cells;
    float c = scores.scale() * LOG2_E;
    float shift = -max(at, scores.keys()) * c;
    return bfloat16Row(at, scores.keys(), c, shift, powers + 2 * cells);
  }

  private static float float32Row(long scores, int count, float c) {
    float shift = -max(scores, count) * c;
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i += FLOATS.length()) {
      FloatVector p = exp2(load(scores, i).fma(c, shift));
      p.intoMemorySegment(NativeMemory.ALL, scores + 4L * i, NativeMemory.ORDER);
      sum = sum.add(p);
    }
    return OrderedSum.sum(sum);
  }

  private static float bfloat16Row(long scores, int count, float c, float shift, long powers) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i += FLOATS.length()) {
      FloatVector p = coarseExp2(load(scores, i).fma(c, shift));
      IntVector rounded = ActivationFormat.Bfloat16.roundedPositive(p);
      ActivationFormat.Bfloat16.upper(rounded)
          .intoMemorySegment(NativeMemory.ALL, powers + 2L * i, NativeMemory.ORDER);
      sum = sum.add(rounded.and(ActivationFormat.Bfloat16.UPPER).reinterpretAsFloats());
    }
    return OrderedSum.sum(sum);
  }

  private static float max(long scores, int count) {
    FloatVector even = load(scores, 0);
    FloatVector odd = even;
    int pairs = count - count % (2 * FLOATS.length());
    for (int i = 0; i < pairs; i += 2 * FLOATS.length()) {
      even = larger(even, load(scores, i));
      odd = larger(odd, load(scores, i + FLOATS.length()));
    }
    if (pairs < count) {
      even = larger(even, load(scores, pairs));
    }
    return larger(even, odd).reduceLanes(VectorOperators.MAX);
  }

  /// One comparison and one blend: the vector maximum of Java also orders zeros and NaN.
  private static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  /// Good to the last bit but one, for `y` up to 0.
  private static FloatVector exp2(FloatVector y) {
    FloatVector rounded = y.add(ROUND);
    FloatVector f = y.sub(rounded.sub(ROUND));
    FloatVector p =
        f.fma(FloatVector.broadcast(FLOATS, C6), FloatVector.broadcast(FLOATS, C5))
            .fma(f, FloatVector.broadcast(FLOATS, C4))
            .fma(f, FloatVector.broadcast(FLOATS, C3))
            .fma(f, FloatVector.broadcast(FLOATS, C2))
            .fma(f, FloatVector.broadcast(FLOATS, C1))
            .fma(f, FloatVector.broadcast(FLOATS, 1));
    return timesPowerOfTwo(p, rounded.reinterpretAsInts().max(LEAST));
  }

  /// Good to four digits; 2^±126 at most and at least.
  private static FloatVector coarseExp2(FloatVector y) {
    FloatVector rounded = y.add(ROUND);
    FloatVector f = y.sub(rounded.sub(ROUND));
    FloatVector p =
        f.fma(FloatVector.broadcast(FLOATS, B3), FloatVector.broadcast(FLOATS, B2))
            .fma(f, FloatVector.broadcast(FLOATS, B1))
            .fma(f, FloatVector.broadcast(FLOATS, B0));
    return timesPowerOfTwo(p, rounded.reinterpretAsInts().max(LEAST).min(MOST));
  }

  /// `p · 2^whole`, where `whole` is in the low bits.
  private static FloatVector timesPowerOfTwo(FloatVector p, IntVector whole) {
    IntVector exponent = whole.lanewise(VectorOperators.LSHL, MANTISSA);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  private static FloatVector load(long from, int i) {
    return FloatVector.fromMemorySegment(
        FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER);
  }
}
