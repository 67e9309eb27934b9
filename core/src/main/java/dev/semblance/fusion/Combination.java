package dev.semblance.fusion;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;

/// How the values `n` that lanes give a document, with their weights `w`, become its score. Lanes
/// that returned no candidate at all are left out, and their weights with them.
public enum Combination {
  /// `Σ w·n / Σ w`; a lane that did not return the document counts as 0.
  ARITHMETIC_MEAN("arithmetic-mean"),

  /// `exp(Σ w·ln n / Σ w)` over the lanes with `n > 0`.
  GEOMETRIC_MEAN("geometric-mean"),

  /// `Σ w / Σ (w / n)` over the lanes with `n > 0`.
  HARMONIC_MEAN("harmonic-mean"),

  /// `Σ w·n`.
  WEIGHTED_SUM("weighted-sum"),

  /// `Σ n`.
  SUM("sum"),

  /// The largest `n`.
  MAXIMUM("maximum");

  private static final List<Combination> MEANS =
      List.of(ARITHMETIC_MEAN, GEOMETRIC_MEAN, HARMONIC_MEAN);

  private final String key;

  Combination(String key) {
    this.key = key;
  }

  /// The name on the wire, such as `geometric-mean`.
  public String key() {
    return key;
  }

  /// A mean by its name.
  ///
  /// @throws SemblanceException INVALID for another name
  public static Combination mean(String key) {
    return MEANS.stream()
        .filter(mean -> mean.key.equals(key))
        .findAny()
        .orElseThrow(() ->
            new SemblanceException(
                Fault.INVALID,
                "`combination` must be `arithmetic-mean`, `geometric-mean` or `harmonic-mean`."
                    + " Given: `"
                    + key
                    + "`"));
  }
}
