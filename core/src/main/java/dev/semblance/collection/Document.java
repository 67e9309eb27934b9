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

  /// The same with U+FFFD in place of each half of a surrogate pair in title and text: as a
  /// collection returns it.
  public Document wellFormed() {
    String formedTitle = wellFormed(title);
    String formedText = wellFormed(text);
    return formedTitle.equals(title) && formedText.equals(text)
        ? this
        : new Document(id, formedTitle, formedText, fields);
  }

  /// As [#wellFormed()], of one text.
  public static String wellFormed(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (point > Character.MAX_VALUE) {
        i++;
      } else if (Character.isSurrogate((char) point)) {
        changed = changed == null ? new StringBuilder(text) : changed;
        changed.setCharAt(i, '\uFFFD');
      }
    }
    return changed == null ? text : changed.toString();
  }

  /// The text that is embedded: title and text, separated by a space, as in retrieval benchmarks.
  public String passage() {
    return title.isEmpty() ? text : text.isEmpty() ? title : title + " " + text;
  }
}
