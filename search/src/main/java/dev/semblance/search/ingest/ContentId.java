package dev.semblance.search.ingest;

import dev.semblance.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The id of a record without one: 32 hexadecimal digits, the first half of the SHA-256 of its
/// title, text and fields (in the order of their keys), separated by NUL. The same record gets the
/// same id in every run and in every file; a changed record gets another one.
final class ContentId {
  private static final int DIGITS = 32;

  private ContentId() {}

  static String of(String title, String text, Map<String, ?> fields) {
    String content = title + '\0' + text + '\0' + new TreeMap<>(fields);
    return Sha256.hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
