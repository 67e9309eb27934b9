package dev.semblance.search.ingest.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The character encoding of a text.
///
/// @param mark length of the byte order mark before the text, in bytes
public record TextEncoding(Charset charset, int mark) {
  static final TextEncoding UTF_8 = unmarked(StandardCharsets.UTF_8);

  private static final String UNKNOWN =
      "the text is in none of UTF-8, UTF-16, GB18030, EUC-KR and windows-1252; name its encoding"
          + " with --encoding";
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  /// Finds the encoding by the byte order mark, the places of zeros, and the statistics of
  /// [HighBytes].
  ///
  /// @param bytes the text or its beginning, which may end inside a character
  /// @return UTF-8, UTF-16, UTF-32, GB18030, EUC-KR or windows-1252; empty where the bytes fit none
  public static Optional<TextEncoding> of(byte[] bytes) {
    Optional<TextEncoding> marked = byMark(bytes);
    if (marked.isPresent()) {
      return marked;
    }
    return byZeros(bytes).or(() -> HighBytes.of(bytes).charset()).map(TextEncoding::unmarked);
  }

  /// As [#of(byte[])].
  ///
  /// @throws SemblanceException INVALID where the bytes fit no encoding that can be found
  public static TextEncoding require(byte[] bytes) {
    return of(bytes).orElseThrow(() -> new SemblanceException(Fault.INVALID, UNKNOWN));
  }

  private static TextEncoding unmarked(Charset charset) {
    return new TextEncoding(charset, 0);
  }

  /// A given encoding, unless a byte order mark shows another.
  public static TextEncoding of(Charset given, byte[] bytes) {
    return byMark(bytes).orElseGet(() -> unmarked(given));
  }

  public boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /// The text, or empty where the bytes are not of this encoding.
  ///
  /// @param bytes the whole text, with its mark
  public Optional<String> decode(byte[] bytes) {
    try {
      ByteBuffer content = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
      return Optional.of(charset.newDecoder().decode(content).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Optional<TextEncoding> byMark(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new TextEncoding(StandardCharsets.UTF_8, 3));
    }
    if (starts(bytes, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(new TextEncoding(UTF_32LE, 4));
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return Optional.of(new TextEncoding(UTF_16LE, 2));
    }
    return starts(bytes, 0xFE, 0xFF)
        ? Optional.of(new TextEncoding(UTF_16BE, 2))
        : Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// UTF-16 without a mark: in scripts of one byte, every other byte is zero and no other.
  private static Optional<Charset> byZeros(byte[] bytes) {
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (zeros[1] * 3 > bytes.length && zeros[0] == 0) {
      return Optional.of(UTF_16LE);
    }
    return zeros[0] * 3 > bytes.length && zeros[1] == 0 ? Optional.of(UTF_16BE) : Optional.empty();
  }
}
