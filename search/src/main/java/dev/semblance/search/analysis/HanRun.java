package dev.semblance.search.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run of a script that is written without spaces, taken apart: characters, pairs of neighbours,
/// and, for Chinese, the words of a dictionary.
///
/// Documents are indexed by all three; a word of two characters counts twice, as a pair and as a
/// word. Questions ask for pairs and longer words, and for a character only where it is alone:
/// single characters match nearly everything. *One thread at a time.*
final class HanRun {
  private final boolean question;
  private @Nullable ChineseWords dictionary;

  /// @param question whether the text asks, or is searched
  HanRun(boolean question) {
    this.question = question;
  }

  /// The pieces of the characters `start` … `end` of a text, in the order of their offsets.
  List<Piece> pieces(CharSequence text, int start, int end) {
    String run = text.subSequence(start, end).toString();
    List<Piece> pieces = new ArrayList<>();
    List<ChineseWords.DictionaryWord> words = words(run);
    int word = 0;
    for (int at = 0; at < run.length(); ) {
      int first = pieces.size();
      int next = run.offsetByCodePoints(at, 1);
      if (!question || run.length() == next - at) {
        pieces.add(new Piece(run.substring(at, next), start + at, start + next, 0));
      }
      if (next < run.length()) {
        int afterPair = run.offsetByCodePoints(next, 1);
        pieces.add(new Piece(run.substring(at, afterPair), start + at, start + afterPair, 0));
      }
      for (; word < words.size() && words.get(word).start() == at; word++) {
        int last = words.get(word).end();
        if (!question || last - at > 2) {
          pieces.add(new Piece(run.substring(at, last), start + at, start + last, 0));
        }
      }
      if (first < pieces.size()) {
        pieces.set(first, pieces.get(first).onward());
      }
      at = next;
    }
    return pieces;
  }

  private List<ChineseWords.DictionaryWord> words(String run) {
    if (run.codePoints().noneMatch(Character::isIdeographic)) {
      return List.of();
    }
    if (dictionary == null) {
      dictionary = new ChineseWords();
    }
    return dictionary.in(run);
  }
}
