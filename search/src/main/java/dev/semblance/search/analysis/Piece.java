package dev.semblance.search.analysis;

/// A word, character or part of one, and the characters of the text it represents.
///
/// @param term before it is folded and stemmed
/// @param start offset of its first character in the text
/// @param end offset after its last character
/// @param step position increment: 1 for a new position, 0 for that of the piece before
record Piece(String term, int start, int end, int step, PieceKind kind) {
  /// What a piece is of its text. A phrase consists of the pieces that are not [#EXTRA], one at
  /// each position.
  enum PieceKind {
    /// A word between spaces or punctuation.
    WORD,

    /// A part of a compound, or a word with symbols.
    PART,

    /// A single character of a script without spaces, an emoji, a symbol.
    CHARACTER,

    /// Another form of the piece at its position: the whole of a compound, a smaller part, a pair
    /// of characters, a word of a dictionary.
    EXTRA
  }

  /// The same piece at a new position.
  Piece atNewPosition() {
    return new Piece(term, start, end, 1, kind);
  }

  /// The same piece at the position of the one before.
  Piece atSamePosition() {
    return new Piece(term, start, end, 0, kind);
  }

  /// The same piece as another kind.
  Piece as(PieceKind changed) {
    return new Piece(term, start, end, step, changed);
  }
}
