package dev.semblance.search.pipeline;

import dev.semblance.document.Document;
import dev.semblance.query.Excerpts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The size of a document in a reply: its values in UTF-8, without the marks and escapes of JSON.
final class DocumentBytes {
  /// Of a number, a boolean or null; most are shorter.
  private static final int SCALAR = 8;

  private DocumentBytes() {}

  static long of(Document document) {
    return utf8(document.id())
        + utf8(document.title())
        + utf8(document.text())
        + ofValue(document.fields());
  }

  static long of(Excerpts excerpts) {
    return Stream.concat(
            excerpts.passage().stream(),
            excerpts.highlights().values().stream().flatMap(List::stream))
        .mapToLong(excerpt -> utf8(excerpt.text()))
        .sum();
  }

  private static long ofValue(@Nullable Object value) {
    return switch (value) {
      case String text -> utf8(text);
      case List<?> list -> list.stream().mapToLong(DocumentBytes::ofValue).sum();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(entry -> ofValue(entry.getKey()) + ofValue(entry.getValue()))
              .sum();
      case null, default -> SCALAR;
    };
  }

  private static long utf8(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      // Each half of a surrogate pair is two of its four bytes.
      bytes += unit < 0x80 ? 0 : unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
    }
    return bytes;
  }
}
