package dev.semblance;

import org.jspecify.annotations.Nullable;

/// A token of a text.
///
/// @param id its place in the vocabulary
/// @param text the piece of the text it was made from; a special token's name in the vocabulary
/// @param span where that piece stands, or null for a special token, which stands for no piece
public record Token(int id, String text, @Nullable Span span) {

  /// Whether the tokenizer added it: it begins or ends the text, or parts it from another.
  public boolean special() {
    return span == null;
  }

  /// A piece of a text, in bytes of its UTF-8; pieces of neighbours may overlap, where one
  /// character became several tokens, and may be empty.
  ///
  /// @param start from 0
  /// @param stop exclusive
  public record Span(int start, int stop) {}
}
