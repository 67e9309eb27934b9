package dev.semblance.search.ingest.text;

import dev.semblance.SemblanceException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Function;

/// A format of files that are one document each. *Safe for use by many threads.*
public enum TextFormat {
  PLAIN(TextFormat.MAX_TEXT, decoded(text -> ExtractedText.of("", text))),
  MARKDOWN(TextFormat.MAX_TEXT, decoded(MarkdownText::extract)),
  HTML(TextFormat.MAX_TEXT, HtmlText::extract),
  PDF(TextFormat.MAX_BINARY, (bytes, _) -> PdfText.extract(bytes)),
  DOCX(TextFormat.MAX_BINARY, (bytes, _) -> DocxText.extract(bytes));

  /// Largest file in bytes, decompressed, of text and of other formats.
  private static final int MAX_TEXT = 16 << 20;

  private static final int MAX_BINARY = 128 << 20;

  private final int maxBytes;
  private final Reading reading;

  TextFormat(int maxBytes, Reading reading) {
    this.maxBytes = maxBytes;
    this.reading = reading;
  }

  /// Largest file in bytes.
  public int maxBytes() {
    return maxBytes;
  }

  /// @param bytes the whole file
  /// @param encoding of formats that do not define their own; empty to find it
  /// @throws SemblanceException INVALID with the reason why the file cannot be read
  public ExtractedText extract(byte[] bytes, Optional<Charset> encoding) {
    return TimeLimit.run(() -> reading.extract(bytes, encoding));
  }

  private static Reading decoded(Function<String, ExtractedText> text) {
    return (bytes, given) -> {
      DecodedText decoded = DecodedText.of(bytes, given);
      return text.apply(decoded.text()).withFoundEncoding(decoded.found());
    };
  }

  private interface Reading {
    ExtractedText extract(byte[] bytes, Optional<Charset> encoding);
  }
}
