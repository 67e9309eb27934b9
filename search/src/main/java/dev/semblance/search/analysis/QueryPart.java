package dev.semblance.search.analysis;

/// A part of a query.
///
/// @param text without its operators
/// @param excluded whether documents with it are left out
record QueryPart(String text, Kind kind, boolean excluded) {
  /// How the part is read.
  enum Kind {
    WORDS,
    PHRASE,
    BEGINNING
  }
}
