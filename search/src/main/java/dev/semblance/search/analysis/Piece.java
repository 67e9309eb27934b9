package dev.semblance.search.analysis;

/// A term and the characters of the text it represents.
///
/// @param term what is indexed, before it is folded and stemmed
/// @param start offset of its first character in the text
/// @param end offset after its last character
/// @param step position increment: 1 for a new position, 0 for that of the piece before
record Piece(String term, int start, int end, int step) {
  /// The same piece at a new position.
  Piece atNewPosition() {
    return new Piece(term, start, end, 1);
  }

  /// The same piece at the position of the one before.
  Piece atSamePosition() {
    return new Piece(term, start, end, 0);
  }
}
