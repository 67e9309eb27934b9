package dev.semblance.search.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The id of a record that names none: 32 hexadecimal digits, the first half of the SHA-256 of its
/// title, text and fields (in the order of their keys), a NUL between. The same record gets the
/// same id in every run and in every file; a changed record is another one.
final class ContentId {
  private ContentId() {}

  static String of(String title, String text, Map<String, ?> fields) {
    String content = title + '\0' + text + '\0' + new TreeMap<>(fields);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
