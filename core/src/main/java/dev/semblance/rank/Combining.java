package dev.semblance.rank;

import dev.semblance.fusion.Combination;
import java.util.Arrays;

/// Combines the values of lanes: [Combination] has the formulas. *Safe for use by many threads.*
///
/// @param combination of the values
/// @param totalWeight of all lanes that have candidates
record Combining(Combination combination, double totalWeight) {

  /// What each lane contributes to the score of a document. The contributions to a geometric or
  /// harmonic mean are shares of it in proportion to `w·n`; to a maximum, all of it is the first
  /// lane's that has it.
  ///
  /// @param values of the lanes that found the document
  /// @param weights of the same lanes
  double[] contributions(double[] values, double[] weights) {
    return switch (combination) {
      case ARITHMETIC_MEAN -> divided(products(values, weights), totalWeight);
      case WEIGHTED_SUM -> products(values, weights);
      case SUM -> values.clone();
      case GEOMETRIC_MEAN, HARMONIC_MEAN -> shares(values, weights);
      case MAXIMUM -> maximum(values);
    };
  }

  private static double[] products(double[] values, double[] weights) {
    double[] products = new double[values.length];
    Arrays.setAll(products, i -> weights[i] * values[i]);
    return products;
  }

  private double[] shares(double[] values, double[] weights) {
    double weight = 0;
    double sum = 0;
    double whole = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > 0) {
        weight += weights[i];
        sum += weights[i] * transformed(values[i]);
        whole += weights[i] * values[i];
      }
    }
    if (weight == 0) {
      return new double[values.length];
    }
    double[] positive = Arrays.stream(values).map(value -> Math.max(value, 0)).toArray();
    return divided(products(positive, weights), whole / restored(sum / weight));
  }

  /// Both means are arithmetic means of a function of the values, here, whose inverse is
  /// [#restored].
  private double transformed(double value) {
    return combination == Combination.GEOMETRIC_MEAN ? Math.log(value) : 1 / value;
  }

  private double restored(double mean) {
    return combination == Combination.GEOMETRIC_MEAN ? Math.exp(mean) : 1 / mean;
  }

  private static double[] maximum(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    double[] contributions = new double[values.length];
    contributions[best] = values[best];
    return contributions;
  }

  private static double[] divided(double[] values, double divisor) {
    return Arrays.stream(values).map(value -> value / divisor).toArray();
  }
}
