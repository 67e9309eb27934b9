package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause;
import dev.semblance.document.Schema;
import dev.semblance.query.Highlight;
import dev.semblance.search.present.Highlighter;
import dev.semblance.search.present.Presenter;
import dev.semblance.search.present.QueryWords;
import java.util.List;
import java.util.Optional;

/// Prepares the excerpts of a search.
///
/// @param view that is searched
record ExcerptStep(CollectionStore.View view, Schema schema) {

  /// @param words of the query, as the lexical lane looks them up
  /// @throws SemblanceException INVALID for a field that is no text field
  Presenter presenter(Highlight highlight, LaneQuery.Words words) {
    List<String> text = schema.textFields();
    for (String field : highlight.fields()) {
      if (!text.contains(field)) {
        throw new SemblanceException(
            Fault.INVALID,
            "`highlight.fields`: `%s` is no text field; text fields are: %s"
                .formatted(field, String.join(", ", text)));
      }
    }
    var highlighter = new Highlighter(new QueryWords(effective(words)), highlight);
    return new Presenter(
        Optional.of(highlighter), highlight.fields().isEmpty() ? text : highlight.fields());
  }

  /// With those alternatives only that documents are found by.
  private LaneQuery.Words effective(LaneQuery.Words words) {
    return new LaneQuery.Words(
        words.optional().stream().map(this::effective).toList(),
        words.minimum(),
        words.required().stream().map(this::effective).toList(),
        List.of(),
        words.weights());
  }

  private WordClause effective(WordClause clause) {
    if (clause.otherwise().isEmpty()) {
      return clause;
    }
    var first = new WordClause(clause.alternatives(), List.of(), clause.weight());
    boolean found = !view.candidates(LaneQuery.Words.anyOf(List.of(first)), 1).isEmpty();
    return found ? first : new WordClause(clause.otherwise(), List.of(), clause.weight());
  }
}
