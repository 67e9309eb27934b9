package dev.semblance.search.analysis;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;

/// Text of any mix of scripts to terms, without knowledge of its language. *Safe for use by many
/// threads.*
///
/// Words are lower-cased, freed of accents, of an English `'s` and of English stop words, and
/// stemmed by Porter's rules, which leave words of other scripts alone.
public final class MixedAnalyzer extends Analyzer {
  private final boolean question;

  private MixedAnalyzer(boolean question) {
    this.question = question;
  }

  /// For texts that are searched.
  public static MixedAnalyzer forDocuments() {
    return new MixedAnalyzer(false);
  }

  /// For texts that ask.
  public static MixedAnalyzer forQuestions() {
    return new MixedAnalyzer(true);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var pieces = new MixedTokenizer(question);
    TokenStream terms = new LowerCaseFilter(new NormalFormFilter(pieces));
    terms = new EnglishPossessiveFilter(terms);
    terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    return new TokenStreamComponents(pieces, new PorterStemFilter(terms));
  }
}
