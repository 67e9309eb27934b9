package dev.semblance.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a search says of documents beside its hits.
///
/// @param total how many match, where it was asked for
/// @param facets by field, those that were asked for
/// @param counted which documents total and facets count
/// @param nextCursor of the next page; empty where this is the last
public record Overview(
    OptionalLong total,
    Map<String, List<Facet.Count>> facets,
    Counted counted,
    Optional<String> nextCursor) {
  /// Nothing.
  public static final Overview NONE =
      new Overview(OptionalLong.empty(), Map.of(), Counted.FILTER, Optional.empty());

  /// Which documents are counted.
  public enum Counted {
    /// Those that pass the filter.
    FILTER,
    /// Those that pass the filter and match the words of the query.
    FILTER_AND_WORDS
  }
}
