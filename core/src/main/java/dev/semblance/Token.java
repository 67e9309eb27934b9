package dev.semblance;

import org.jspecify.annotations.Nullable;

/// A token of a text.
///
/// @param id index in the vocabulary
/// @param text the piece of the text; a special token's name in the vocabulary
/// @param span the piece's position in the text; null for a special token
public record Token(int id, String text, @Nullable Span span) {

  /// Whether the tokenizer added it at the start or end of a text, or between two.
  public boolean special() {
    return span == null;
  }

  /// A piece of a text, in bytes of its UTF-8; adjacent pieces may overlap where one character
  /// became several tokens, and may be empty.
  ///
  /// @param start from 0
  /// @param stop exclusive
  public record Span(int start, int stop) {}
}
