package dev.semblance.search.ingest.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.text.PDFTextStripper;

/// PDF as plain text, page after page, by PDFBox. The field `pages` is their number.
final class PdfText {
  /// Characters of a document; a page can repeat a small text without end.
  private static final int MAX_CHARACTERS = 32 << 20;

  /// Memory of decompressed parts, in bytes.
  private static final long MAX_MEMORY = 512L << 20;

  /// PDFBox logs each defect of a file; the report of an ingest has what matters.
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

  static {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    FontMappers.set(new SubstituteFont());
  }

  private PdfText() {}

  static ExtractedText extract(byte[] bytes) {
    var memory = MemoryUsageSetting.setupMainMemoryOnly(MAX_MEMORY);
    try (PDDocument pdf = Loader.loadPDF(bytes, "", null, null, memory.streamCache)) {
      if (!pdf.getCurrentAccessPermission().canExtractContent()) {
        throw invalid("the PDF does not permit that its text is extracted");
      }
      String text = text(pdf);
      if (text.isBlank()) {
        throw invalid(
            "the PDF has no text, only pictures of pages; recognize their text (OCR) first");
      }
      String title = Optional.ofNullable(pdf.getDocumentInformation().getTitle()).orElse("");
      return new ExtractedText(
          title.strip(), text, Map.of("pages", pdf.getNumberOfPages()), Optional.empty());
    } catch (InvalidPasswordException e) {
      throw new SemblanceException(
          Fault.INVALID, "the PDF is encrypted; save a copy without a password", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /// Pages are separated by an empty line.
  private static String text(PDDocument pdf) throws IOException {
    var text = new StringBuilder();
    var stripper = new PDFTextStripper();
    stripper.setLineSeparator("\n");
    for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
      if (Thread.interrupted()) {
        throw invalid("interrupted");
      }
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      text.append(stripper.getText(pdf).strip()).append("\n\n");
      if (text.length() > MAX_CHARACTERS) {
        throw invalid("the PDF has more than %d characters".formatted(MAX_CHARACTERS));
      }
    }
    return text.toString().strip();
  }

  private static SemblanceException invalid(String reason) {
    return new SemblanceException(Fault.INVALID, reason);
  }
}
