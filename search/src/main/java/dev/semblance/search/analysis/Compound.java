package dev.semblance.search.analysis;

import dev.semblance.search.analysis.Piece.PieceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Splits words of letters and digits with connectors: `java.util.List`, `R123-78`, `readAllBytes`,
/// `alpha-synuclein`, `v17.9.4-rc2`.
///
/// Each word inside is a piece. The whole without its connectors is another one, at the position of
/// the first, so that an identifier is found as a whole; and so is each part of a camel-cased word
/// that has two characters or more, and the number of a version.
final class Compound {
  /// Longest compound that is also a term as a whole: a digest of 512 bits with its name.
  private static final int MAX_WHOLE = 140;

  private static final String CONNECTORS = "-_./:#@+&";

  private Compound() {}

  /// Whether this character connects words on both its sides.
  static boolean connects(char c) {
    return CONNECTORS.indexOf(c) >= 0;
  }

  /// The pieces of the characters `start` … `end` of a text, in the order of their offsets.
  static List<Piece> pieces(CharSequence text, int start, int end) {
    List<Piece> pieces = new ArrayList<>(4);
    int words = 0;
    int word = start;
    for (int i = start; i <= end; i++) {
      if (i == end || splits(text, start, i, end)) {
        if (i > word) {
          pieces.add(new Piece(text.subSequence(word, i).toString(), word, i, 1, PieceKind.PART));
          words++;
          addInner(text, word, i, pieces);
        }
        word = i + 1;
      }
    }
    if (words == 1) {
      pieces.set(0, pieces.getFirst().as(PieceKind.WORD));
    } else if (words > 1 && end - start <= MAX_WHOLE) {
      pieces.set(0, pieces.getFirst().atSamePosition());
      pieces.addFirst(new Piece(joined(text, start, end), start, end, 1, PieceKind.EXTRA));
    }
    return pieces;
  }

  private static boolean splits(CharSequence text, int start, int i, int end) {
    if (!connects(text.charAt(i))) {
      return false;
    }
    boolean number =
        text.charAt(i) == '.'
            && i > start
            && i + 1 < end
            && Character.isDigit(text.charAt(i - 1))
            && Character.isDigit(text.charAt(i + 1));
    return !number;
  }

  private static void addInner(CharSequence text, int start, int end, List<Piece> pieces) {
    int first = pieces.size();
    addHumps(text, start, end, pieces);
    int rest = Elision.rest(text, start, end);
    if (rest == start && isVersion(text, start, end)) {
      rest = start + 1;
    }
    if (rest > start) {
      pieces.add(new Piece(text.subSequence(rest, end).toString(), rest, end, 0, PieceKind.EXTRA));
      pieces.subList(first, pieces.size()).sort(Comparator.comparingInt(Piece::start));
    }
  }

  /// `readAllBytes` → `read`, `All`, `Bytes`; `XMLParser` → `XML`, `Parser`; `mRNA` → `RNA`.
  private static void addHumps(CharSequence text, int start, int end, List<Piece> pieces) {
    int hump = start;
    for (int i = start + 1; i <= end; i++) {
      if (i == end ? hump > start : isHump(text, i, end)) {
        if (i - hump > 1) {
          pieces.add(new Piece(text.subSequence(hump, i).toString(), hump, i, 0, PieceKind.EXTRA));
        }
        hump = i;
      }
    }
  }

  private static boolean isHump(CharSequence text, int i, int end) {
    char before = text.charAt(i - 1);
    char here = text.charAt(i);
    if (!Character.isUpperCase(here)) {
      return false;
    }
    boolean rises = Character.isLowerCase(before);
    boolean endsCapitals =
        Character.isUpperCase(before) && i + 1 < end && Character.isLowerCase(text.charAt(i + 1));
    return rises || endsCapitals;
  }

  /// `v17.9.4`: the number is a part.
  private static boolean isVersion(CharSequence text, int start, int end) {
    char first = text.charAt(start);
    return (first == 'v' || first == 'V')
        && end - start > 2
        && Character.isDigit(text.charAt(start + 1));
  }

  private static String joined(CharSequence text, int start, int end) {
    var whole = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (!connects(text.charAt(i))) {
        whole.append(text.charAt(i));
      }
    }
    return whole.toString();
  }
}
