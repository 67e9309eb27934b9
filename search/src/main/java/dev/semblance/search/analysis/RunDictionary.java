package dev.semblance.search.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Finds words in a run of characters without spaces. *One thread at a time.*
interface RunDictionary {
  /// The words of two characters or more, ordered by their starts.
  List<Word> in(String run);

  /// A word of a run.
  ///
  /// @param term the form under which it is found, in simplified characters
  record Word(int start, int end, String term) {
    /// Whether it is more than a pair of characters, which is a term anyway.
    ///
    /// @param written its characters in the run
    boolean isMoreThan(String written) {
      return end - start > 2 || !term.equals(written);
    }
  }

  /// The words that a tokenizer finds, in the form that filters give them.
  ///
  /// @param source gets the run
  /// @param words ends with the filters, or is the tokenizer itself
  static List<Word> read(Tokenizer source, TokenStream words, String run) {
    var offsets = words.getAttribute(OffsetAttribute.class);
    var term = words.getAttribute(CharTermAttribute.class);
    List<Word> found = new ArrayList<>();
    try {
      source.setReader(new StringReader(run));
      words.reset();
      while (words.incrementToken()) {
        if (offsets.endOffset() - offsets.startOffset() > 1) {
          found.add(
              new Word(offsets.startOffset(), offsets.endOffset(), Simplified.of(term.toString())));
        }
      }
      words.end();
      words.close();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string is read without I/O
    }
  }
}
