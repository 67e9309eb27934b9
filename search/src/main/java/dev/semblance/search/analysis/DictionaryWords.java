package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer;

/// Finds the words of Japanese, in their base form, or of Korean, by the dictionaries of kuromoji
/// and nori. For fields whose language is declared. *One thread at a time.*
final class DictionaryWords implements RunDictionary {
  private final Tokenizer source;
  private final TokenStream words;

  private DictionaryWords(Tokenizer source, TokenStream words) {
    this.source = source;
    this.words = words;
  }

  /// The dictionary for the runs of a field; loaded with the first instance.
  ///
  /// @param language declared one; others than Japanese and Korean have the Chinese dictionary
  static RunDictionary of(TextLanguage language) {
    return switch (language) {
      case JAPANESE -> {
        var source = new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.SEARCH);
        yield new DictionaryWords(source, new JapaneseBaseFormFilter(source));
      }
      case KOREAN -> {
        var source = new KoreanTokenizer();
        yield new DictionaryWords(source, source);
      }
      case ENGLISH,
          GERMAN,
          FRENCH,
          SPANISH,
          ITALIAN,
          PORTUGUESE,
          DUTCH,
          SWEDISH,
          DANISH,
          NORWEGIAN,
          FINNISH,
          HUNGARIAN,
          ROMANIAN,
          TURKISH,
          CZECH,
          INDONESIAN,
          RUSSIAN,
          BULGARIAN,
          GREEK,
          ARABIC,
          PERSIAN,
          HINDI,
          BENGALI,
          CHINESE ->
          new ChineseWords();
    };
  }

  @Override
  public List<Word> in(String run) {
    return RunDictionary.read(source, words, run);
  }
}
