package dev.semblance.search.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a run of a script that is written without spaces into characters, pairs of neighbours,
/// and, for Chinese, the words of a dictionary.
///
/// Documents are indexed by all three; a word of two characters counts twice, as a pair and as a
/// word. Queries use pairs and longer words, and a character only where it is a run by itself:
/// single characters match nearly everything. *One thread at a time.*
final class HanRun {
  private final boolean query;
  private @Nullable ChineseWords dictionary;

  /// @param query whether the text is a query, not a document
  HanRun(boolean query) {
    this.query = query;
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
      if (!query || run.length() == next - at) {
        pieces.add(new Piece(run.substring(at, next), start + at, start + next, 0));
      }
      if (next < run.length()) {
        int afterPair = run.offsetByCodePoints(next, 1);
        pieces.add(new Piece(run.substring(at, afterPair), start + at, start + afterPair, 0));
      }
      for (; word < words.size() && words.get(word).start() == at; word++) {
        int last = words.get(word).end();
        if (!query || last - at > 2) {
          pieces.add(new Piece(run.substring(at, last), start + at, start + last, 0));
        }
      }
      if (first < pieces.size()) {
        pieces.set(first, pieces.get(first).atNewPosition());
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
