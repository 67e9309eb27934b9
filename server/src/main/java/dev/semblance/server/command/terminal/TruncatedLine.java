package dev.semblance.server.command.terminal;

/// A text truncated to one line of a terminal.
final class TruncatedLine {
  private TruncatedLine() {}

  /// The beginning of a text, with spaces for line feeds and control characters; `…` marks a text
  /// that was cut.
  ///
  /// @param width columns, from 1; wide characters, such as Chinese ones, take two
  static String of(String text, int width) {
    String flat = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (flat.codePoints().map(TruncatedLine::columns).sum() <= width) {
      return flat;
    }
    int used = 0;
    int end = 0;
    while (used + columns(flat.codePointAt(end)) < width) {
      used += columns(flat.codePointAt(end));
      end = flat.offsetByCodePoints(end, 1);
    }
    return flat.substring(0, end).stripTrailing() + "…";
  }

  private static int columns(int character) {
    boolean wide =
        Character.isIdeographic(character)
            || (character >= 0x3000 && character <= 0x30ff)
            || (character >= 0xac00 && character <= 0xd7a3)
            || (character >= 0xff00 && character <= 0xff60)
            || Character.isEmojiPresentation(character);
    return wide ? 2 : 1;
  }
}
