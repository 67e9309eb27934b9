package dev.semblance.collection;

import java.util.List;

/// A word, a phrase or the beginning of a word that documents are searched for. Immutable.
///
/// A document meets the clause where it has one of the alternatives; its score is `weight` times
/// that of the best of them.
///
/// @param alternatives at least one
/// @param otherwise alternatives that are used instead where no document has one of the first
/// @param weight above 0
public record WordClause(
    List<Alternative> alternatives, List<Alternative> otherwise, float weight) {
  /// Most terms that one [Alternative.BeginsWith] or [Alternative.Similar] stands for.
  public static final int MAX_EXPANSIONS = 50;

  public WordClause {
    alternatives = List.copyOf(alternatives);
    otherwise = List.copyOf(otherwise);
  }

  /// One term, weight 1.
  public static WordClause ofTerm(String term) {
    return of(Alternative.ofTerm(term, 1));
  }

  /// Terms at successive positions, weight 1.
  public static WordClause ofPhrase(List<String> terms) {
    return of(new Alternative.Adjacent(terms, 1));
  }

  /// Every term that begins so, weight 1.
  public static WordClause ofBeginning(String start) {
    return of(new Alternative.BeginsWith(start, 1));
  }

  private static WordClause of(Alternative alternative) {
    return new WordClause(List.of(alternative), List.of(), 1);
  }

  /// The same with another weight.
  public WordClause weighted(float changed) {
    return new WordClause(alternatives, otherwise, changed);
  }

  /// One way in which a document meets a clause.
  public sealed interface Alternative {
    /// Factor on its score, above 0.
    float weight();

    /// Terms at successive positions; mostly one.
    ///
    /// @param terms at least one
    record Adjacent(List<String> terms, float weight) implements Alternative {
      public Adjacent {
        terms = List.copyOf(terms);
      }
    }

    /// The terms that begin so: of more than [WordClause#MAX_EXPANSIONS] those in the most
    /// documents, of these the first in the order of their UTF-8.
    record BeginsWith(String start, float weight) implements Alternative {}

    /// The terms with the same first character that differ by at most some insertions, deletions,
    /// substitutions and transpositions of neighbours, each at the weight times `1 − edits /
    /// length`: of more than [WordClause#MAX_EXPANSIONS] those with the fewest edits, of these as
    /// [BeginsWith].
    ///
    /// @param edits 1 or 2
    record Similar(String word, int edits, float weight) implements Alternative {}

    /// One term.
    static Alternative ofTerm(String term, float weight) {
      return new Adjacent(List.of(term), weight);
    }
  }
}
