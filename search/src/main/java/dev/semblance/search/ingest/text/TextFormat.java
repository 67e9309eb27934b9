package dev.semblance.search.ingest.text;

import dev.semblance.SemblanceException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Function;

/// A format of files that are one document each. *Safe for use by many threads.*
public enum TextFormat {
  PLAIN(TextFormat.MAX_TEXT),
  MARKDOWN(TextFormat.MAX_TEXT),
  HTML(TextFormat.MAX_TEXT),
  PDF(TextFormat.MAX_BINARY),
  DOCX(TextFormat.MAX_BINARY);

  /// Largest file in bytes, decompressed, of text and of other formats.
  private static final int MAX_TEXT = 16 << 20;

  private static final int MAX_BINARY = 128 << 20;

  private final int maxBytes;

  TextFormat(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Largest file in bytes.
  public int maxBytes() {
    return maxBytes;
  }

  /// @param bytes the whole file
  /// @param encoding of formats that do not define their own; empty to find it
  /// @throws SemblanceException INVALID with the reason why the file cannot be read
  public ExtractedText extract(byte[] bytes, Optional<Charset> encoding) {
    return TimeLimit.run(() ->
        switch (this) {
          case PLAIN -> decoded(bytes, encoding, text -> ExtractedText.of("", text));
          case MARKDOWN -> decoded(bytes, encoding, MarkdownText::extract);
          case HTML -> HtmlText.extract(bytes, encoding);
          case PDF -> PdfText.extract(bytes);
          case DOCX -> DocxText.extract(bytes);
        });
  }

  private static ExtractedText decoded(
      byte[] bytes, Optional<Charset> encoding, Function<String, ExtractedText> extraction) {
    DecodedText decoded = DecodedText.of(bytes, encoding);
    return extraction.apply(decoded.text()).withFoundEncoding(decoded.found());
  }
}
