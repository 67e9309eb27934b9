package dev.semblance.search.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// A run of a script that is written without spaces, taken apart: characters, pairs of neighbours,
/// and, for Chinese, the words of a dictionary.
///
/// Documents are indexed by all three. Questions ask for pairs and words, and for a character only
/// where it stands alone: single characters match nearly everything. *One thread at a time.*
final class HanRun {
  private final boolean question;
  private final Tokenizer dictionary = new HMMChineseTokenizer();
  private final OffsetAttribute offsets = dictionary.addAttribute(OffsetAttribute.class);

  /// @param question whether the text asks, or is searched
  HanRun(boolean question) {
    this.question = question;
  }

  /// The pieces of the characters `start` … `end` of a text, in the order of their offsets.
  List<Piece> pieces(CharSequence text, int start, int end) {
    List<Piece> pieces = new ArrayList<>();
    String run = text.subSequence(start, end).toString();
    List<int[]> words = words(run);
    int next = 0;
    for (int i = 0; i < run.length(); ) {
      int after = run.offsetByCodePoints(i, 1);
      int step = 1;
      if (!question || run.length() == after - i) {
        pieces.add(new Piece(run.substring(i, after), start + i, start + after, step));
        step = 0;
      }
      if (after < run.length()) {
        int pair = run.offsetByCodePoints(after, 1);
        pieces.add(new Piece(run.substring(i, pair), start + i, start + pair, step));
        step = 0;
      }
      for (; next < words.size() && words.get(next)[0] <= i; next++) {
        int[] word = words.get(next);
        pieces.add(
            new Piece(run.substring(word[0], word[1]), start + word[0], start + word[1], step));
        step = 0;
      }
      i = after;
    }
    return pieces;
  }

  /// Start and end of the dictionary's words of at least two characters.
  private List<int[]> words(String run) {
    List<int[]> words = new ArrayList<>();
    try {
      dictionary.setReader(new StringReader(run));
      dictionary.reset();
      while (dictionary.incrementToken()) {
        int[] word = {offsets.startOffset(), offsets.endOffset()};
        if (word[1] - word[0] > 1 && Character.isIdeographic(run.charAt(word[0]))) {
          words.add(word);
        }
      }
      dictionary.end();
      dictionary.close();
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
