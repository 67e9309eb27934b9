package dev.semblance.search.ingest.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/// A guess at the encoding of bytes that are not UTF-8, for messages. *Safe for use by many
/// threads.*
public final class OtherEncoding {
  private static final int SAMPLE = 1 << 16;

  private OtherEncoding() {}

  /// What to do about it, to be appended to a sentence.
  public static String hint(byte[] bytes) {
    String name = guess(bytes);
    return "; it looks like %s, which `iconv -f %s -t UTF-8` converts".formatted(name, name);
  }

  /// By the byte order mark, then by the share of zeros, then by whether the bytes decode.
  private static String guess(byte[] bytes) {
    int first = bytes.length > 1 ? ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF) : 0;
    if (first == 0xFFFE || first == 0xFEFF) {
      return "UTF-16";
    }
    int length = Math.min(bytes.length, SAMPLE);
    int[] zeros = new int[2];
    for (int i = 0; i < length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (Math.max(zeros[0], zeros[1]) > length / 8) {
      return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
    }
    return decodes(bytes, "GB18030") ? "GB18030" : "ISO-8859-1";
  }

  private static boolean decodes(byte[] bytes, String charset) {
    try {
      Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
