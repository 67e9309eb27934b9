package dev.semblance.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of a hit's document that say why it was found. Immutable.
///
/// @param passage with the highest cosine, where the document has several; empty where the dense
///   lane did not find it
/// @param highlights by text field, where the search asked for them: parts with words of the query
public record Excerpts(Optional<Excerpt> passage, Map<String, List<Excerpt>> highlights) {
  /// None.
  public static final Excerpts NONE = new Excerpts(Optional.empty(), Map.of());
}
