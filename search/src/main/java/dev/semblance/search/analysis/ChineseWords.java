package dev.semblance.search.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Finds the words of simplified Chinese by a dictionary and the most probable path through it. The
/// dictionary is loaded with the first instance. *One thread at a time.*
final class ChineseWords {
  private final Tokenizer words = new HMMChineseTokenizer();
  private final OffsetAttribute offsets = words.addAttribute(OffsetAttribute.class);

  /// The position of a word in its run.
  record DictionaryWord(int start, int end) {}

  /// The words of two characters or more, in their order in the text.
  List<DictionaryWord> in(String run) {
    List<DictionaryWord> found = new ArrayList<>();
    try {
      words.setReader(new StringReader(run));
      words.reset();
      while (words.incrementToken()) {
        var word = new DictionaryWord(offsets.startOffset(), offsets.endOffset());
        if (word.end() - word.start() > 1 && Character.isIdeographic(run.charAt(word.start()))) {
          found.add(word);
        }
      }
      words.end();
      words.close();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
