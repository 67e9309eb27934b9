package dev.semblance.collection;

import dev.semblance.collection.LaneQuery.Words;
import dev.semblance.collection.WordClause.Alternative;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// The scores of [Words], computed by their definition over all documents.
///
/// @param entries by id
/// @param weights of the text fields that weigh more than 1
record TermScores(Map<String, StoredEntry> entries, Map<String, Double> weights) {
  /// The texts of a document that are one field.
  private interface Field extends Function<StoredEntry, List<AnalyzedText>> {}

  private static List<AnalyzedText> body(StoredEntry entry) {
    return texts(entry, _ -> true);
  }

  /// The documents that meet a query, with their scores.
  Map<String, Double> of(Words words) {
    Map<String, Double> scores = new HashMap<>();
    Map<String, Integer> met = new HashMap<>();
    for (WordClause clause : words.optional()) {
      of(clause)
          .forEach((id, score) -> {
            scores.merge(id, score, Double::sum);
            met.merge(id, 1, Integer::sum);
          });
    }
    Set<String> found = new HashSet<>(entries.keySet());
    for (WordClause clause : words.required()) {
      Map<String, Double> required = of(clause);
      required.forEach((id, score) -> scores.merge(id, score, Double::sum));
      found.retainAll(required.keySet());
    }
    int minimum = Math.max(words.minimum(), words.required().isEmpty() ? 1 : 0);
    found.removeIf(id -> met.getOrDefault(id, 0) < minimum);
    words.excluded().forEach(clause -> found.removeAll(of(clause).keySet()));
    scores.keySet().retainAll(found);
    return scores;
  }

  /// The documents that meet a clause, with their scores.
  Map<String, Double> of(WordClause clause) {
    List<Alternative.Adjacent> first = present(clause.alternatives());
    List<Alternative.Adjacent> alternatives = first.isEmpty() ? present(clause.otherwise()) : first;
    Map<String, Double> scores = best(alternatives, TermScores::body);
    weights.forEach((name, weight) ->
        best(alternatives, entry -> texts(entry, name::equals))
            .forEach((id, score) -> scores.merge(id, (weight - 1) * score, Double::sum)));
    scores.replaceAll((_, score) -> clause.weight() * score);
    return scores;
  }

  private List<Alternative.Adjacent> present(List<Alternative> alternatives) {
    var dictionary = new TermDictionary(this::terms, entries.values());
    List<Alternative.Adjacent> present = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      switch (alternative) {
        case Alternative.Adjacent words -> {
          if (words.terms().stream().allMatch(term -> documents(term, TermScores::body) > 0)) {
            present.add(words);
          }
        }
        case Alternative.BeginsWith beginning -> present.addAll(dictionary.of(beginning));
        case Alternative.Similar similar -> present.addAll(dictionary.of(similar));
      }
    }
    return present;
  }

  private static List<AnalyzedText> texts(StoredEntry entry, Predicate<String> fields) {
    return entry.texts().stream()
        .filter(text -> fields.test(text.field()))
        .map(StoredEntry.IndexedText::terms)
        .toList();
  }

  private Set<String> terms(StoredEntry entry) {
    Set<String> terms = new HashSet<>();
    body(entry).forEach(text -> terms.addAll(List.of(text.terms())));
    return terms;
  }

  /// By document the score of its best alternative.
  private Map<String, Double> best(List<Alternative.Adjacent> alternatives, Field field) {
    int mostFrequent =
        alternatives.stream()
            .filter(words -> words.terms().size() == 1)
            .mapToInt(words -> documents(words.terms().getFirst(), field))
            .max()
            .orElse(0);
    Map<String, Double> scores = new HashMap<>();
    for (Alternative.Adjacent words : alternatives) {
      double idf =
          words.terms().size() == 1
              ? idf(mostFrequent, field)
              : words.terms().stream()
                  .mapToDouble(term -> idf(documents(term, field), field))
                  .sum();
      entries.forEach((id, entry) -> {
        List<AnalyzedText> texts = field.apply(entry);
        double times = texts.stream().mapToInt(text -> times(words.terms(), text)).sum();
        if (times > 0) {
          double score = words.weight() * idf * times / (times + norm(texts, field));
          scores.merge(id, score, Math::max);
        }
      });
    }
    return scores;
  }

  private double norm(List<AnalyzedText> texts, Field field) {
    double all = 0;
    for (StoredEntry entry : entries.values()) {
      all += length(field.apply(entry));
    }
    double relative = length(texts) / (all / documents(field));
    return Words.K1 * (1 - Words.B + Words.B * relative);
  }

  private double idf(int with, Field field) {
    return Math.log(1 + (documents(field) - with + 0.5) / (with + 0.5));
  }

  private int documents(String term, Field field) {
    return (int)
        entries.values().stream()
            .filter(entry ->
                field.apply(entry).stream().anyMatch(text -> times(List.of(term), text) > 0))
            .count();
  }

  private double documents(Field field) {
    return entries.values().stream()
        .filter(entry -> field.apply(entry).stream().anyMatch(text -> text.terms().length > 0))
        .count();
  }

  /// How often terms are at successive positions.
  private static int times(List<String> terms, AnalyzedText text) {
    int times = 0;
    for (int i = 0; i < text.terms().length; i++) {
      if (text.terms()[i].equals(terms.getFirst())) {
        int first = text.positions()[i];
        boolean all = true;
        for (int j = 1; j < terms.size(); j++) {
          all &= isAt(text, first + j, terms.get(j));
        }
        times += all ? 1 : 0;
      }
    }
    return times;
  }

  private static boolean isAt(AnalyzedText text, int position, String term) {
    for (int i = 0; i < text.terms().length; i++) {
      if (text.positions()[i] == position && text.terms()[i].equals(term)) {
        return true;
      }
    }
    return false;
  }

  /// Terms, those at one position included.
  private static double length(List<AnalyzedText> texts) {
    return texts.stream().mapToInt(text -> text.terms().length).sum();
  }
}
