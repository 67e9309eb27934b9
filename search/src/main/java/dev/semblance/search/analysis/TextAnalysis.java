package dev.semblance.search.analysis;

import dev.semblance.collection.AnalyzedText;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause;
import dev.semblance.query.TextLanguage;
import dev.semblance.query.WordOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  /// What documents are searched for by a query.
  ///
  /// @param synonyms of the collection
  /// @param inUse languages whose stems the documents have
  /// @throws dev.semblance.SemblanceException INVALID when the query has too many operators
  public static LaneQuery.Words query(
      String text, WordOptions options, SynonymTerms synonyms, Set<TextLanguage> inUse) {
    return QueryClauses.of(text, options, synonyms, inUse);
  }

  /// What documents are left out by a query, in every lane.
  public static List<WordClause> excluded(String query) {
    return query.indexOf('-') < 0
        ? List.of()
        : query(query, WordOptions.DEFAULT, SynonymTerms.NONE, Set.of()).excluded();
  }

  /// A query as models read it: without its exclusions, because they name what is not searched for.
  /// The query itself where nothing is excluded, or everything.
  public static String withoutExclusions(String query) {
    List<QueryPart> parts = query.indexOf('-') < 0 ? List.of() : QuerySyntax.parts(query);
    if (parts.stream().noneMatch(QueryPart::excluded)) {
      return query;
    }
    String rest =
        parts.stream()
            .filter(part -> !part.excluded())
            .map(part -> part.text().strip())
            .collect(Collectors.joining(" "));
    return rest.isEmpty() ? query : rest;
  }

  /// The words of a text as they are written, folded, each once: terms of every document that has
  /// them.
  public static List<String> words(String text) {
    return AnalysisTools.use(tools ->
        new WrittenWords(tools, ScriptLanguages.DEFAULT.runs())
            .of(text).stream().distinct().toList());
  }
}
