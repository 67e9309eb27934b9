package dev.semblance.search.ingest.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Strict UTF-8 decoder. *Safe for use by many threads.*
public final class Utf8 {
  private Utf8() {}

  /// The text, or null where the bytes are not UTF-8.
  ///
  /// @param first whether these bytes begin a file; a byte order mark is then dropped
  public static @Nullable String decodeOrNull(byte[] bytes, boolean first) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return first && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
