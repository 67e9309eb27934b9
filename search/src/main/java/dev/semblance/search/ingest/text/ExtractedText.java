package dev.semblance.search.ingest.text;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/// A file of one document as plain text.
///
/// @param title empty where the file has none
/// @param fields other values that the file states about itself
/// @param foundEncoding where the encoding was found by the bytes and is not UTF-8
public record ExtractedText(
    String title, String text, Map<String, Object> fields, Optional<Charset> foundEncoding) {
  static ExtractedText of(String title, String text) {
    return new ExtractedText(title, text, Map.of(), Optional.empty());
  }

  ExtractedText withFoundEncoding(Optional<Charset> found) {
    return new ExtractedText(title, text, fields, found);
  }
}
