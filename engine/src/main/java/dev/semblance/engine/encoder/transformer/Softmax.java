package dev.semblance.engine.encoder.transformer;

import static dev.semblance.engine.encoder.transformer.ActivationFormat.ROUND_TO_INTEGER;

import dev.semblance.vector.OrderedSum;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of rows of attention scores, without the final division. *Safe for use by many threads.*
///
/// ```
/// w_j = e^(scale · s_j − m) = 2^(c · s_j + shift)     c = scale · log₂ e, shift = −m · log₂ e
/// sum = Σ w_j                                         the context is divided by it later
/// 2^y = 2^round(y) · 2^f                              f = y − round(y), −½ … ½
/// ```
///
/// `2^f` is a polynomial; `round(y)` is added to the exponent bits. Masked keys get a weight of at
/// most 2^−126 beside one of 1. In float32, `m` is the row's largest score. In bfloat16, which has
/// the exponents of float32 and fewer digits, `m` is 0, which saves a pass over the scores; a row
/// whose sum shows that weights may have left the range is computed again with the largest score.
final class Softmax {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final float LOG2_E = 1.442695f;

  private static final int MANTISSA = 23;

  /// The least exponent is −126: 0 beside a weight of 1.
  private static final int LEAST = Float.floatToRawIntBits(ROUND_TO_INTEGER - 126);

  private static final int MOST = Float.floatToRawIntBits(ROUND_TO_INTEGER + 126);

  /// Between these sums, no weight that matters was clamped.
  private static final float LEAST_SUM = 0x1p-80f;

  private static final float MOST_SUM = 0x1p80f;

  /// A distance beyond that of any two scores, and within the range of rounding by addition.
  private static final float FAR = 1 << 19;

  // 2^f = Σ (ln 2)^k f^k / k!
  private static final float C1 = 0.6931472f;
  private static final float C2 = 0.2402265f;
  private static final float C3 = 0.05550411f;
  private static final float C4 = 0.009618129f;
  private static final float C5 = 0.0013333558f;
  private static final float C6 = 0.0001540353f;

  // The nearest polynomial of third degree to 2^f: within 7.5·10⁻⁵, a twentieth of bfloat16's
  // rounding.
  private static final float B0 = 0.99992806f;
  private static final float B1 = 0.693261f;
  private static final float B2 = 0.24261113f;
  private static final float B3 = 0.05517167f;

  private Softmax() {}

  /// Masks the keys outside `from` … `to`: their scores become so low that their weights do not
  /// count, so that the loops below need no mask.
  ///
  /// @param scale factor of the scores in the softmax
  static void mask(long scores, int count, int from, int to, float scale) {
    float low = NativeMemory.floatAt(scores + 4L * from) - FAR / scale;
    for (int i = 0; i < from; i++) {
      NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, low);
    }
    for (int i = to; i < count; i++) {
      NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, scores + 4L * i, low);
    }
  }

  /// `scores · scale + bias`, in place.
  ///
  /// @param at index in `bias` of the first score's bias
  static void addBias(long scores, int count, float scale, float[] bias, int at) {
    for (int i = 0; i < count; i++) {
      float score = NativeMemory.floatAt(scores + 4L * i);
      NativeMemory.ALL.set(
          ValueLayout.JAVA_FLOAT, scores + 4L * i, Math.fma(score, scale, bias[at + i]));
    }
  }

  /// Consecutive rows of scores.
  ///
  /// @param at address of `[rows,keys]` float32 scores
  /// @param keys a multiple of 16
  /// @param scale factor of every score
  record ScoreRows(long at, int rows, int keys, float scale) {}

  /// Writes weights as float32, in place.
  ///
  /// @param sums receives the rows' sums, from `first`
  static void float32(ScoreRows scores, float[] sums, int first) {
    for (int row = 0; row < scores.rows(); row++) {
      long at = scores.at() + 4L * row * scores.keys();
      sums[first + row] = float32Row(at, scores.keys(), scores.scale() * LOG2_E);
    }
  }

  /// Writes weights as bfloat16. Each type has a method with its own loop over rows, and so have
  /// rows that are computed again: in a shared caller the compiler inlines both kinds of row, runs
  /// out of nodes, and leaves calls between vector operations.
  ///
  /// @param weights address for `[rows,keys]` bfloat16 numbers
  /// @param sums receives the rows' sums, from `first`
  static void bfloat16(ScoreRows scores, long weights, float[] sums, int first) {
    float c = scores.scale() * LOG2_E;
    for (int row = 0; row < scores.rows(); row++) {
      long cells = (long) row * scores.keys();
      sums[first + row] =
          bfloat16Row(scores.at() + 4 * cells, scores.keys(), c, 0, weights + 2 * cells);
    }
    for (int row = 0; row < scores.rows(); row++) {
      float sum = sums[first + row];
      if (!(sum > LEAST_SUM && sum < MOST_SUM)) {
        sums[first + row] = shiftedBfloat16Row(scores, row, weights);
      }
    }
  }

  /// A row of scores far from 0, shifted by its largest.
  private static float shiftedBfloat16Row(ScoreRows scores, int row, long weights) {
    long cells = (long) row * scores.keys();
    long at = scores.at() + 4 * cells;
    float c = scores.scale() * LOG2_E;
    float shift = -max(at, scores.keys()) * c;
    return bfloat16Row(at, scores.keys(), c, shift, weights + 2 * cells);
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

  private static float bfloat16Row(long scores, int count, float c, float shift, long weights) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i += FLOATS.length()) {
      FloatVector p = coarseExp2(load(scores, i).fma(c, shift));
      IntVector rounded = ActivationFormat.Bfloat16.roundedPositive(p);
      ActivationFormat.Bfloat16.upper(rounded)
          .intoMemorySegment(NativeMemory.ALL, weights + 2L * i, NativeMemory.ORDER);
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

  /// One comparison and one blend: Java's vector maximum also orders zeros and NaN, which is
  /// slower.
  private static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  /// `2^y` to the last bit but one, for `y` up to 0.
  private static FloatVector exp2(FloatVector y) {
    FloatVector rounded = y.add(ROUND_TO_INTEGER);
    FloatVector f = y.sub(rounded.sub(ROUND_TO_INTEGER));
    FloatVector p =
        f.fma(FloatVector.broadcast(FLOATS, C6), FloatVector.broadcast(FLOATS, C5))
            .fma(f, FloatVector.broadcast(FLOATS, C4))
            .fma(f, FloatVector.broadcast(FLOATS, C3))
            .fma(f, FloatVector.broadcast(FLOATS, C2))
            .fma(f, FloatVector.broadcast(FLOATS, C1))
            .fma(f, FloatVector.broadcast(FLOATS, 1));
    return timesPowerOfTwo(p, rounded.reinterpretAsInts().max(LEAST));
  }

  /// `2^y` to four digits, clamped to 2^±126.
  private static FloatVector coarseExp2(FloatVector y) {
    FloatVector rounded = y.add(ROUND_TO_INTEGER);
    FloatVector f = y.sub(rounded.sub(ROUND_TO_INTEGER));
    FloatVector p =
        f.fma(FloatVector.broadcast(FLOATS, B3), FloatVector.broadcast(FLOATS, B2))
            .fma(f, FloatVector.broadcast(FLOATS, B1))
            .fma(f, FloatVector.broadcast(FLOATS, B0));
    return timesPowerOfTwo(p, rounded.reinterpretAsInts().max(LEAST).min(MOST));
  }

  /// `p · 2^n`, where the low bits of `integer` are `n`.
  private static FloatVector timesPowerOfTwo(FloatVector p, IntVector integer) {
    IntVector exponent = integer.lanewise(VectorOperators.LSHL, MANTISSA);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  private static FloatVector load(long from, int i) {
    return FloatVector.fromMemorySegment(
        FLOATS, NativeMemory.ALL, from + 4L * i, NativeMemory.ORDER);
  }
}
