package dev.semblance.search.analysis;

/// A part of a query.
///
/// @param text without its operators
/// @param excluded whether documents with it are left out
record QueryPart(String text, PartKind kind, boolean excluded) {
  /// How the part is read.
  enum PartKind {
    WORDS,
    PHRASE,
    BEGINNING
  }
}
