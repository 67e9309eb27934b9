package dev.semblance.collection;

import java.util.Map;

/// A document ready to be stored: checked, analyzed and embedded.
///
/// @param title terms of the title
/// @param text terms of the text
/// @param vectors by name, each `[k]` of length 1
public record StoredEntry(
    Document document, AnalyzedText title, AnalyzedText text, Map<String, float[]> vectors) {
  /// Positions between title and text where both are indexed as one field, so that no phrase spans
  /// both.
  public static final int TITLE_GAP = 100;
}
