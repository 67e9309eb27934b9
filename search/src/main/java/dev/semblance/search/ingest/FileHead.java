package dev.semblance.search.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// The kind of a file by its first bytes.
final class FileHead {
  private FileHead() {}

  /// @param head the first bytes, also of gzip
  static FileKind kind(byte[] head) {
    String text = new String(inflated(head), StandardCharsets.ISO_8859_1);
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("%PDF-")) {
      return FileKind.PDF;
    }
    if (text.startsWith("PAR1")) {
      return FileKind.PARQUET;
    }
    if (text.startsWith("PK\3\4")) {
      return FileKind.DOCX;
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return FileKind.HTML;
    }
    if (start.startsWith("[")) {
      return FileKind.JSON;
    }
    return start.startsWith("{") ? objects(text) : FileKind.TEXT;
  }

  /// One object a line, unless the first line does not end the object.
  private static FileKind objects(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    return line.endsWith("}") || line.length() > 2_000 ? FileKind.JSONL : FileKind.JSON;
  }

  private static byte[] inflated(byte[] head) {
    if (head.length < 2 || head[0] != 0x1F || (head[1] & 0xFF) != 0x8B) {
      return head;
    }
    byte[] inflated = new byte[256];
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      int count = Math.max(0, in.read(inflated));
      return Arrays.copyOf(inflated, count);
    } catch (IOException _) {
      return head;
    }
  }
}
