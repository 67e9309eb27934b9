package dev.semblance.collection;

import dev.semblance.query.Filter;
import java.util.Optional;

/// The documents that satisfy a filter and, where words are given, match them.
///
/// @param filter checked against the schema
/// @param words of the lexical lane
public record Matching(Filter filter, Optional<LaneQuery.Words> words) {
  /// All that satisfy a filter.
  public static Matching of(Filter filter) {
    return new Matching(filter, Optional.empty());
  }
}
