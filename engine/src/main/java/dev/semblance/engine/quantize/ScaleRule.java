package dev.semblance.engine.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Rule that derives a product's scale from its observed inputs.
///
/// @param coverage fraction of the numbers that the range must cover; 1 is min-max
/// @param smoothing `a` of SmoothQuant: columns are divided by `max|X|^a / max|W|^(1−a)`; 0 leaves
///   them alone
public record ScaleRule(double coverage, double smoothing) {
  static final List<Double> COVERAGES = List.of(1.0, 0.99999, 0.9999);
  static final List<Double> SMOOTHINGS = List.of(0.0, 0.5, 0.7);

  /// All combinations, in the order they are tried.
  static List<ScaleRule> all() {
    List<ScaleRule> rules = new ArrayList<>();
    for (double smoothing : SMOOTHINGS) {
      for (double kept : COVERAGES) {
        rules.add(new ScaleRule(kept, smoothing));
      }
    }
    return rules;
  }

  /// As text: `percentile 99.99, smoothing 0.5`.
  String describe() {
    String range =
        coverage == 1 ? "min-max" : String.format(Locale.ROOT, "percentile %.6g", coverage * 100);
    return smoothing == 0 ? range : range + ", smoothing " + smoothing;
  }
}
