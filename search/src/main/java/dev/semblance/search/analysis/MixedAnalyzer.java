package dev.semblance.search.analysis;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;

/// Analyzer for text of any mix of scripts, in any language. *Safe for use by many threads.*
///
/// Words are lower-cased, accents, an English `'s` and English stop words removed, and stemmed by
/// Porter's rules, which do not change words of other scripts.
public final class MixedAnalyzer extends Analyzer {
  private final boolean query;

  private MixedAnalyzer(boolean query) {
    this.query = query;
  }

  /// For documents.
  public static MixedAnalyzer forDocuments() {
    return new MixedAnalyzer(false);
  }

  /// For queries.
  public static MixedAnalyzer forQueries() {
    return new MixedAnalyzer(true);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var pieces = new MixedTokenizer(query);
    TokenStream terms = new LowerCaseFilter(new NormalFormFilter(pieces));
    terms = new EnglishPossessiveFilter(terms);
    terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    return new TokenStreamComponents(pieces, new PorterStemFilter(terms));
  }
}
