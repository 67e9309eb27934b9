package dev.semblance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores every label for a text or a pair of texts. *Safe for use by many threads.*
public non-sealed interface Classifier extends Model {
  /// Scores each example, in the order given.
  ///
  /// @throws SemblanceException INVALID, OVERLOADED, CANCELLED
  List<Classified> classify(List<Example> examples, ScoreOptions options);

  /// A text, or a pair of texts.
  record Example(String text, @Nullable String pair) {}

  /// @param scores `[labels]`, in the order of the labels' indexes
  /// @param tokens tokens of the example
  /// @param timing times
  record Classified(float[] scores, int tokens, Embedded.Timing timing) {}
}
