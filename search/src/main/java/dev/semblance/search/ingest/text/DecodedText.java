package dev.semblance.search.ingest.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.charset.Charset;
import java.util.Optional;

/// A whole file as text.
///
/// @param text without a byte order mark
/// @param found the encoding, where it was not given and is not UTF-8
public record DecodedText(String text, Optional<Charset> found) {
  /// @param given the encoding; empty to find it
  /// @throws SemblanceException INVALID where the bytes are not text of the encoding, or fit none
  public static DecodedText of(byte[] bytes, Optional<Charset> given) {
    TextEncoding encoding =
        given
            .map(charset -> TextEncoding.of(charset, bytes))
            .orElseGet(() -> TextEncoding.require(bytes));
    String text = encoding.decode(bytes).orElseThrow(() -> notOf(encoding));
    if (text.indexOf('\0') >= 0) {
      throw new SemblanceException(
          Fault.INVALID, "the file holds NUL characters, so it is no text");
    }
    boolean said = given.isEmpty() && !encoding.isUtf8();
    return new DecodedText(text, said ? Optional.of(encoding.charset()) : Optional.empty());
  }

  private static SemblanceException notOf(TextEncoding encoding) {
    return new SemblanceException(
        Fault.INVALID,
        "the file is not %s; --encoding names another encoding"
            .formatted(encoding.charset().name()));
  }
}
