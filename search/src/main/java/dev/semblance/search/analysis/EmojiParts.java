package dev.semblance.search.analysis;

import dev.semblance.search.analysis.Piece.PieceKind;
import java.util.ArrayList;
import java.util.List;

/// Splits an emoji sequence: `👨‍👩‍👧` is found as a whole and by each person, `👍🏽` by `👍`.
final class EmojiParts {
  private static final int JOINER = 0x200D;
  private static final int VARIATION = 0xFE0F;
  private static final int FIRST_SKIN_TONE = 0x1F3FB;
  private static final int LAST_SKIN_TONE = 0x1F3FF;

  private EmojiParts() {}

  /// The whole without its invisible characters, and its parts at the same position.
  static List<Piece> pieces(String text, int start, int end) {
    List<Piece> pieces = new ArrayList<>();
    var whole = new StringBuilder();
    boolean modified = false;
    int last = start;
    for (int at = start; at < end; ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean invisible = c == JOINER || c == VARIATION;
      if (!invisible) {
        whole.appendCodePoint(c);
      }
      if (isModifier(c) || invisible) {
        modified = true;
      } else if (c >= 0x1000 && !isFlagLetter(c)) {
        pieces.add(new Piece(text.substring(at, next), at, next, 0, PieceKind.EXTRA));
        last = next;
      }
      at = next;
    }
    if (!modified || (pieces.size() == 1 && pieces.getFirst().term().contentEquals(whole))) {
      pieces.clear();
      last = end;
    }
    pieces.addFirst(
        new Piece(whole.toString(), start, Math.max(last, end), 1, PieceKind.CHARACTER));
    return pieces;
  }

  private static boolean isModifier(int c) {
    return c >= FIRST_SKIN_TONE && c <= LAST_SKIN_TONE;
  }

  /// Two of them are a flag.
  private static boolean isFlagLetter(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }
}
