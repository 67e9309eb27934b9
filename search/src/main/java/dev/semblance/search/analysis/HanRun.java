package dev.semblance.search.analysis;

import dev.semblance.search.analysis.Piece.PieceKind;
import java.util.ArrayList;
import java.util.List;

/// Splits a run of a script that is written without spaces into characters, pairs of neighbours,
/// and, where there is a dictionary, its words.
///
/// Documents are indexed by all three; a word of two characters counts twice, as a pair and as a
/// word. Queries use pairs and longer words, and a character only where it is a run by itself:
/// single characters match nearly everything. *One thread at a time.*
final class HanRun {
  private final boolean query;
  private final RunDictionary dictionary;

  /// @param query whether the text is a query, not a document
  HanRun(boolean query, RunDictionary dictionary) {
    this.query = query;
    this.dictionary = dictionary;
  }

  /// The pieces of the characters `start` … `end` of a text, in the order of their offsets. Chinese
  /// characters are simplified.
  List<Piece> pieces(CharSequence text, int start, int end) {
    String written = text.subSequence(start, end).toString();
    String run = Simplified.of(written);
    List<Piece> pieces = new ArrayList<>();
    List<RunDictionary.Word> words = dictionary.in(written);
    int word = 0;
    for (int at = 0; at < run.length(); ) {
      int first = pieces.size();
      int next = run.offsetByCodePoints(at, 1);
      if (!query || run.length() == next - at) {
        pieces.add(
            new Piece(run.substring(at, next), start + at, start + next, 0, PieceKind.CHARACTER));
      }
      if (next < run.length()) {
        int afterPair = run.offsetByCodePoints(next, 1);
        pieces.add(
            new Piece(
                run.substring(at, afterPair), start + at, start + afterPair, 0, PieceKind.EXTRA));
      }
      for (; word < words.size() && words.get(word).start() <= at; word++) {
        RunDictionary.Word found = words.get(word);
        if (found.start() == at && (!query || found.isMoreThan(run.substring(at, found.end())))) {
          pieces.add(new Piece(found.term(), start + at, start + found.end(), 0, PieceKind.EXTRA));
        }
      }
      if (first < pieces.size()) {
        pieces.set(first, pieces.get(first).atNewPosition());
      }
      at = next;
    }
    return pieces;
  }
}
