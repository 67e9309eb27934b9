package dev.semblance.search.present;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Chooses the parts of a text that show most of its matches. *One thread at a time.*
final class Fragments {
  /// Of the code points around the matches, one in so many stands before them.
  private static final int BEFORE_SHARE = 3;

  private final String text;
  private final List<TextMatch> matches;
  private final int length;
  private final List<Fragment> chosen = new ArrayList<>();
  private final BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
  private final BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);

  /// @param matches in their order
  /// @param length most code points of a part
  Fragments(String text, List<TextMatch> matches, int length) {
    this.text = text;
    this.matches = matches;
    this.length = length;
    words.setText(text);
    characters.setText(text);
  }

  /// A part of the text.
  ///
  /// @param start in UTF-16 units
  /// @param end exclusive
  /// @param matches in it
  record Fragment(int start, int end, List<TextMatch> matches) {}

  /// The parts with the most different words, then the most matches, then the first, in the order
  /// of the text.
  List<Fragment> best(int count) {
    while (chosen.size() < count) {
      List<TextMatch> run = bestRun();
      if (run.isEmpty()) {
        break;
      }
      chosen.add(around(run));
    }
    chosen.sort(Comparator.comparingInt(Fragment::start));
    return chosen;
  }

  /// Successive matches that fit into one part, of those that no part has yet.
  private List<TextMatch> bestRun() {
    List<TextMatch> best = List.of();
    long bestWords = 0;
    for (int from = 0; from < matches.size(); from++) {
      List<TextMatch> run = run(from);
      long different = run.stream().mapToInt(TextMatch::word).distinct().count();
      if (different > bestWords || (different == bestWords && run.size() > best.size())) {
        best = run;
        bestWords = different;
      }
    }
    return best;
  }

  private List<TextMatch> run(int from) {
    int start = matches.get(from).start();
    int limit = end(start);
    int to = from;
    int points = 0;
    int counted = start;
    while (to < matches.size() && matches.get(to).end() <= limit) {
      points += text.codePointCount(counted, matches.get(to).end());
      counted = matches.get(to).end();
      if (points > length && to > from) {
        break;
      }
      to++;
    }
    return matches.subList(from, to);
  }

  /// Where a part that begins at a match has to end: before the next chosen one; where it begins in
  /// a chosen one, at once.
  private int end(int start) {
    int end = text.length();
    for (Fragment other : chosen) {
      if (start < other.end()) {
        end = start >= other.start() ? start : Math.min(end, other.start());
      }
    }
    return end;
  }

  /// A part with matches and whole words around them.
  private Fragment around(List<TextMatch> run) {
    int first = run.getFirst().start();
    int last = run.getLast().end();
    int room = Math.max(0, length - text.codePointCount(first, last));
    int start = Math.max(back(first, room / BEFORE_SHARE), lowest(first));
    int used = text.codePointCount(start, last);
    int end = Math.min(forward(last, Math.max(0, length - used)), end(last));
    start = Math.max(back(start, length - text.codePointCount(start, end)), lowest(first));
    start = startOfWord(start, first);
    end = endOfWord(end, last);
    while (start < first && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > last && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Fragment(start, end, run);
  }

  private int lowest(int at) {
    return chosen.stream().mapToInt(Fragment::end).filter(end -> end <= at).max().orElse(0);
  }

  private int back(int from, int points) {
    int at = from;
    for (int i = 0; i < points && at > 0; i++) {
      at = text.offsetByCodePoints(at, -1);
    }
    return at;
  }

  private int forward(int from, int points) {
    int at = from;
    for (int i = 0; i < points && at < text.length(); i++) {
      at = text.offsetByCodePoints(at, 1);
    }
    return at;
  }

  private int startOfWord(int start, int most) {
    int at = start;
    while (at < most && !(words.isBoundary(at) && characters.isBoundary(at))) {
      at++;
    }
    return at;
  }

  private int endOfWord(int end, int least) {
    int at = end;
    while (at > least && !(words.isBoundary(at) && characters.isBoundary(at))) {
      at--;
    }
    return at;
  }
}
