package dev.semblance.collection;

import org.jspecify.annotations.Nullable;

/// A document on its way into a corpus.
///
/// @param document what is written
/// @param vector its vector `[k]`, scaled to length 1 on the way in; null lets the corpus's model
///   make it from the document's passage. The array belongs to the entry from here on
public record Entry(Document document, float @Nullable [] vector) {
  /// A document whose vector the corpus's model makes.
  public static Entry of(Document document) {
    return new Entry(document, null);
  }
}
