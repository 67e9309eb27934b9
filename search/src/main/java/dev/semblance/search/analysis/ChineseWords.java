package dev.semblance.search.analysis;

import java.util.List;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.jspecify.annotations.Nullable;

/// Finds the words of simplified Chinese by a dictionary and the most probable path through it. The
/// dictionary is loaded with the first run that has Chinese characters. *One thread at a time.*
final class ChineseWords implements RunDictionary {
  private @Nullable Tokenizer words;

  @Override
  public List<Word> in(String run) {
    if (run.codePoints().noneMatch(Character::isIdeographic)) {
      return List.of();
    }
    if (words == null) {
      words = new HMMChineseTokenizer();
    }
    return RunDictionary.read(words, words, Simplified.of(run)).stream()
        .filter(word -> Character.isIdeographic(run.charAt(word.start())))
        .toList();
  }
}
