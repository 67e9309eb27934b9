package dev.semblance.collection;

import dev.semblance.collection.LaneQuery.QueryTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// The scores of [QueryTerms], computed by their definition over all documents.
///
/// @param entries by id
record TermScores(Map<String, StoredEntry> entries) {

  /// The documents that contain a term, with their scores.
  Map<String, Double> of(QueryTerms query) {
    Map<String, Double> scores = new HashMap<>();
    query
        .counts()
        .forEach((term, count) -> {
          add(scores, term, count, entry -> texts(entry, _ -> true));
          query
              .weights()
              .forEach((field, weight) ->
                  add(scores, term, count * (weight - 1), entry -> texts(entry, field::equals)));
        });
    return scores;
  }

  private static List<AnalyzedText> texts(StoredEntry entry, Predicate<String> fields) {
    return entry.texts().stream()
        .filter(text -> fields.test(text.field()))
        .map(StoredEntry.IndexedText::terms)
        .toList();
  }

  private void add(
      Map<String, Double> scores,
      String term,
      double weight,
      Function<StoredEntry, List<AnalyzedText>> field) {
    double documents = 0;
    double withTerm = 0;
    double terms = 0;
    for (StoredEntry entry : entries.values()) {
      List<String> all = terms(field.apply(entry));
      documents += all.isEmpty() ? 0 : 1;
      withTerm += all.contains(term) ? 1 : 0;
      terms += all.size();
    }
    double rarity = Math.log(1 + (documents - withTerm + 0.5) / (withTerm + 0.5));
    for (StoredEntry entry : entries.values()) {
      List<AnalyzedText> texts = field.apply(entry);
      double times = terms(texts).stream().filter(term::equals).count();
      if (times > 0) {
        double relative = length(texts) / (terms / documents);
        double norm = QueryTerms.K1 * (1 - QueryTerms.B + QueryTerms.B * relative);
        scores.merge(entry.document().id(), weight * rarity * times / (times + norm), Double::sum);
      }
    }
  }

  private static List<String> terms(List<AnalyzedText> texts) {
    List<String> terms = new ArrayList<>();
    texts.forEach(text -> terms.addAll(List.of(text.terms())));
    return terms;
  }

  /// Positions with terms: alternatives at one position count once.
  private static double length(List<AnalyzedText> texts) {
    return texts.stream()
        .mapToLong(text -> Arrays.stream(text.positions()).distinct().count())
        .sum();
  }
}
