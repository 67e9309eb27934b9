package dev.semblance.search.ingest.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Word documents (.docx) as plain text: paragraphs and tables of `word/document.xml`, its
/// footnotes after it, and the title of `docProps/core.xml`.
///
/// The file is a zip archive, which may be made to fill memory or disk; so all of its entries
/// together are inflated to a limit.
final class DocxText {
  private static final String DOCUMENT = "word/document.xml";
  private static final String NOTES = "word/footnotes.xml";
  private static final String PROPERTIES = "docProps/core.xml";
  private static final Set<String> PARTS = Set.of(DOCUMENT, NOTES, PROPERTIES);

  /// Bytes of one part that is read, and of all entries, inflated.
  private static final int MAX_PART = 64 << 20;

  private static final long MAX_INFLATED = 256L << 20;
  private static final int MAX_ENTRIES = 20_000;

  private DocxText() {}

  static ExtractedText extract(byte[] bytes) {
    Map<String, byte[]> parts = parts(bytes);
    byte[] document = parts.get(DOCUMENT);
    if (document == null) {
      throw invalid("the file is no Word document: it has no part " + DOCUMENT);
    }
    StringBuilder text = WordXml.text(document);
    if (parts.containsKey(NOTES)) {
      text.append('\n').append(WordXml.text(parts.get(NOTES)));
    }
    byte[] properties = parts.get(PROPERTIES);
    String title = properties == null ? "" : WordXml.title(properties);
    return ExtractedText.of(title, text.toString().strip());
  }

  private static Map<String, byte[]> parts(byte[] bytes) {
    Map<String, byte[]> parts = new HashMap<>();
    long inflated = 0;
    int entries = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw invalid("the archive has more than %d entries".formatted(MAX_ENTRIES));
        }
        if (PARTS.contains(entry.getName())) {
          byte[] part = zip.readNBytes(MAX_PART + 1);
          if (part.length > MAX_PART) {
            throw invalid("%s is longer than %d bytes".formatted(entry.getName(), MAX_PART));
          }
          parts.put(entry.getName(), part);
          inflated += part.length;
        } else {
          inflated += skip(zip, MAX_INFLATED - inflated);
        }
        if (inflated > MAX_INFLATED) {
          throw invalid("the archive is inflated to more than %d bytes".formatted(MAX_INFLATED));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return parts;
  }

  /// Inflates the rest of an entry, and of it at most one buffer more than a limit.
  private static long skip(ZipInputStream zip, long limit) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long skipped = 0;
    for (int count = 0; count >= 0 && skipped <= limit; count = zip.read(buffer)) {
      skipped += count;
    }
    return skipped;
  }

  private static SemblanceException invalid(String reason) {
    return new SemblanceException(Fault.INVALID, reason);
  }
}
