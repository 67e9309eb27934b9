package dev.semblance.search.analysis;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/// Text of any mix of scripts to terms, without being told its language. *Safe for use by many
/// threads.*
public final class MixedAnalyzer extends Analyzer {
  private MixedAnalyzer() {}

  /// For documents.
  public static MixedAnalyzer forIndexing() {
    return new MixedAnalyzer();
  }

  /// For queries.
  public static MixedAnalyzer forQueries() {
    return new MixedAnalyzer();
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var words = new StandardTokenizer();
    TokenStream terms = new LowerCaseFilter(new EnglishPossessiveFilter(words));
    terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    return new TokenStreamComponents(words, new PorterStemFilter(terms));
  }
}
