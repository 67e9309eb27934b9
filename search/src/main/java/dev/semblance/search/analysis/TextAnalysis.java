package dev.semblance.search.analysis;

import dev.semblance.collection.AnalyzedText;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.TextLanguage;
import dev.semblance.collection.WordOptions;
import java.util.List;
import java.util.Set;

/// Terms of documents and queries, the same for every store. *Safe for use by many threads.*
public final class TextAnalysis {
  private TextAnalysis() {}

  /// The terms under which a text is indexed, in the languages that it seems to be in.
  public static AnalyzedText document(String text) {
    return document(text, ScriptLanguages.detected(List.of(text)));
  }

  /// The terms under which a text is indexed.
  ///
  /// @param languages declared, or detected over all texts of the document
  public static AnalyzedText document(String text, ScriptLanguages languages) {
    return DocumentTerms.of(text, languages);
  }

  /// The words of a text as they are written, which every document that has them has as terms.
  public static List<String> words(String text) {
    return QueryClauses.written(text);
  }

  /// What documents are searched for by a query.
  ///
  /// @param synonyms of the collection
  /// @param inUse languages whose stems the documents have
  /// @throws dev.semblance.SemblanceException INVALID when the query has too many operators
  public static LaneQuery.Words query(
      String text, WordOptions options, SynonymTerms synonyms, Set<TextLanguage> inUse) {
    return QueryClauses.of(text, options, synonyms, inUse);
  }
}
