package dev.semblance.search.analysis;

import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.query.TextLanguage;
import dev.semblance.query.WordOptions;
import dev.semblance.search.analysis.Piece.PieceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds the clauses of a query. *One thread at a time.*
///
/// Words are optional; stop words among them count only where nothing else is searched for. Phrases
/// are required, and match words as they are written, as exclusions do.
final class QueryClauses {
  private final WordOptions options;
  private final AnalysisTools tools;
  private final ScriptLanguages languages;
  private final WrittenWords written;
  private final WordAlternatives alternatives;
  private final Map<WordClause, Integer> optional = new LinkedHashMap<>();
  private final Map<WordClause, Integer> stopWords = new LinkedHashMap<>();
  private final List<WordClause> required = new ArrayList<>();
  private final List<WordClause> excluded = new ArrayList<>();

  private QueryClauses(WordOptions options, ScriptLanguages languages, WordAlternatives words) {
    this.options = options;
    this.languages = languages;
    alternatives = words;
    tools = words.tools();
    written = new WrittenWords(tools, languages.runs());
  }

  static LaneQuery.Words of(
      String query, WordOptions options, SynonymTerms synonyms, Set<TextLanguage> inUse) {
    TextLanguage declared = options.language();
    ScriptLanguages languages =
        declared == null
            ? ScriptLanguages.detected(List.of(query))
            : ScriptLanguages.declared(declared);
    List<QueryPart> parts = QuerySyntax.parts(query);
    return AnalysisTools.use(tools -> {
      var words = new WordAlternatives(tools, declared == null ? inUse : Set.of(declared));
      var clauses = new QueryClauses(options, languages, words);
      for (int i = 0; i < parts.size(); i++) {
        QueryPart part = parts.get(i);
        boolean last = i == parts.size() - 1;
        boolean unfinished = last && options.asYouType() && !endsWithSpace(query);
        clauses.add(part, unfinished);
        if (part.kind() == QueryPart.PartKind.WORDS && !part.excluded()) {
          clauses.synonyms(synonyms.of(part.text(), tools));
        }
      }
      return clauses.words();
    });
  }

  private static boolean endsWithSpace(String query) {
    return Character.isWhitespace(query.charAt(query.length() - 1));
  }

  private void add(QueryPart part, boolean unfinished) {
    switch (part.kind()) {
      case WORDS -> {
        if (part.excluded()) {
          phrase(part.text(), excluded);
        } else {
          words(part.text(), unfinished);
        }
      }
      case PHRASE -> phrase(part.text(), part.excluded() ? excluded : required);
      case BEGINNING -> beginning(part);
    }
  }

  private void words(String text, boolean unfinished) {
    List<Piece> pieces = tools.ofQueries(languages.runs()).pieces(text);
    for (Piece piece : pieces) {
      boolean last = unfinished && piece.end() == pieces.getLast().end();
      WordClause clause = alternatives.clause(piece, options.typos(), last);
      boolean stop = piece.kind() == PieceKind.WORD && isStopWord(Folding.of(piece.term()));
      if (!clause.alternatives().isEmpty()) {
        (stop && !last ? stopWords : optional).merge(clause, 1, Integer::sum);
      }
    }
  }

  /// One clause for each phrase of the query: any of its synonyms meets it.
  private void synonyms(List<List<SynonymTerms.SynonymPhrase>> phrases) {
    for (List<SynonymTerms.SynonymPhrase> phrase : phrases) {
      List<Alternative> synonyms = new ArrayList<>();
      phrase.forEach(synonym -> synonyms.addAll(alternatives.ofSynonym(synonym.words())));
      optional.merge(new WordClause(synonyms, List.of(), 1), 1, Integer::sum);
    }
  }

  private boolean isStopWord(String folded) {
    return StopWords.isEnglish(folded)
        || StopWords.contains(languages.latin(), folded)
        || StopWords.contains(languages.cyrillic(), folded)
        || StopWords.contains(languages.arabic(), folded);
  }

  private void phrase(String text, List<WordClause> clauses) {
    List<String> terms = written.of(text);
    if (!terms.isEmpty()) {
      clauses.add(WordClause.ofPhrase(terms));
    }
  }

  private void beginning(QueryPart part) {
    List<Piece> pieces = written.pieces(part.text());
    if (pieces.stream().anyMatch(piece -> piece.kind() == PieceKind.CHARACTER)) {
      phrase(part.text(), part.excluded() ? excluded : required);
      return;
    }
    var start = new StringBuilder(); // the whole of a compound is a term without its connectors
    pieces.forEach(piece -> start.append(Folding.of(piece.term())));
    if (!start.isEmpty()) {
      WordClause clause = WordClause.ofBeginning(start.toString());
      if (part.excluded()) {
        excluded.add(clause);
      } else {
        optional.merge(clause, 1, Integer::sum);
      }
    }
  }

  private LaneQuery.Words words() {
    Map<WordClause, Integer> chosen =
        optional.isEmpty() && required.isEmpty() ? stopWords : optional;
    List<WordClause> weighted = new ArrayList<>();
    chosen.forEach((clause, count) -> weighted.add(clause.weighted(clause.weight() * count)));
    int minimum = (int) Math.floor(options.minimum() * weighted.size() + 1e-9);
    return new LaneQuery.Words(weighted, minimum, required, excluded, Map.of());
  }
}
