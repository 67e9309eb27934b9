package dev.semblance.collection;

import java.util.Map;

/// Something to be found.
///
/// @param id unique within a corpus; 1 … 512 characters
/// @param title may be empty
/// @param text may be empty, but not title and text both
/// @param fields everything else the document carries: strings, numbers, booleans, lists and maps
///   of these; kept as given and returned with hits
public record Document(String id, String title, String text, Map<String, Object> fields) {
  public Document(String id, String title, String text) {
    this(id, title, text, Map.of());
  }

  /// What an embedder reads: title and text, one space between, as retrieval benchmarks do.
  public String passage() {
    return title.isEmpty() ? text : text.isEmpty() ? title : title + " " + text;
  }
}
