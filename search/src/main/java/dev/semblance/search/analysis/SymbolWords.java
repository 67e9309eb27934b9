package dev.semblance.search.analysis;

import dev.semblance.search.analysis.Piece.PieceKind;
import java.util.List;

/// Words whose symbols belong to them: `C++`, `C#`, `Notepad++`, `.NET`, `#java`, `@Override`.
///
/// The word with its symbols is a piece beside the word without them; of one or two letters it is
/// the only one, because `C` is not `C++`.
final class SymbolWords {
  private static final String BEFORE = ".#@";

  /// Shortest word that is also found without its `++` or `#`.
  private static final int MIN_BARE = 3;

  private SymbolWords() {}

  /// Adds the words with symbols around the characters `start` … `end` to their pieces; returns
  /// where the last one ends.
  static int extend(String text, int start, int end, List<Piece> pieces) {
    int after = suffix(text, start, end);
    if (after > 0) {
      append(text.substring(end, end + after), pieces);
    }
    if (hasPrefix(text, start)) {
      prepend(text.charAt(start - 1), pieces);
    }
    return end + after;
  }

  /// The number of symbols after a word that belong to it. `C++17` has them too.
  private static int suffix(String text, int start, int end) {
    if (!Character.isLetter(text.charAt(start)) || end == text.length()) {
      return 0;
    }
    int length = 0;
    char first = narrow(text.charAt(end));
    while (end + length < text.length()
        && length < 3
        && (first == '+' || first == '#')
        && narrow(text.charAt(end + length)) == first) {
      length++;
    }
    boolean belongs = length == 1 || (length == 2 && first == '+');
    int next = end + length;
    return belongs && (next == text.length() || !Character.isLetter(text.charAt(next)))
        ? length
        : 0;
  }

  private static void append(String symbols, List<Piece> pieces) {
    int last = pieces.size() - 1;
    while (pieces.get(last).kind() == PieceKind.EXTRA) {
      last--;
    }
    Piece word = pieces.get(last);
    var whole =
        new Piece(
            word.term() + narrow(symbols),
            word.start(),
            word.end() + symbols.length(),
            word.step(),
            PieceKind.PART);
    pieces.set(last, whole);
    boolean ion = symbols.length() == 1 && narrow(symbols.charAt(0)) == '+';
    if (ion || word.term().length() >= MIN_BARE) {
      pieces.add(last + 1, word.atSamePosition().as(PieceKind.EXTRA));
    }
  }

  private static boolean hasPrefix(String text, int start) {
    return start > 0
        && BEFORE.indexOf(text.charAt(start - 1)) >= 0
        && Character.isLetter(text.charAt(start))
        && (start == 1 || !isWordBefore(text.charAt(start - 2)));
  }

  private static boolean isWordBefore(char c) {
    return Character.isLetterOrDigit(c) || BEFORE.indexOf(c) >= 0;
  }

  private static void prepend(char symbol, List<Piece> pieces) {
    int first = 0;
    while (pieces.get(first).kind() == PieceKind.EXTRA) {
      first++;
    }
    Piece word = pieces.get(first);
    pieces.set(first, word.as(PieceKind.EXTRA));
    pieces.set(0, pieces.getFirst().atSamePosition());
    pieces.addFirst(
        new Piece(symbol + word.term(), word.start() - 1, word.end(), 1, PieceKind.PART));
  }

  private static String narrow(String symbols) {
    return String.valueOf(narrow(symbols.charAt(0))).repeat(symbols.length());
  }

  /// Full-width forms as the others.
  private static char narrow(char c) {
    return switch (c) {
      case '＋' -> '+';
      case '＃' -> '#';
      default -> c;
    };
  }
}
