package dev.semblance.collection;

import java.util.Map;

/// A document of a collection.
///
/// @param id unique within a collection; 1 … 512 characters
/// @param title may be empty
/// @param text may be empty, but not title and text both
/// @param fields further values: strings, numbers, booleans, lists and maps of these; stored as
///   given and returned with hits
public record Document(String id, String title, String text, Map<String, Object> fields) {
  public Document(String id, String title, String text) {
    this(id, title, text, Map.of());
  }

  /// The text that is embedded: title and text, separated by a space, as in retrieval benchmarks.
  public String passage() {
    return title.isEmpty() ? text : text.isEmpty() ? title : title + " " + text;
  }
}
