package dev.semblance.search.analysis;

/// A term with its place in the text.
///
/// @param term what is indexed, before it is folded and stemmed
/// @param start offset of its first character in the text
/// @param end offset after its last character
/// @param step 1 where it takes a new position, 0 where it lies over the piece before
record Piece(String term, int start, int end, int step) {
  /// The same piece, taking a new position.
  Piece onward() {
    return new Piece(term, start, end, 1);
  }

  /// The same piece, lying over the one before.
  Piece over() {
    return new Piece(term, start, end, 0);
  }
}
