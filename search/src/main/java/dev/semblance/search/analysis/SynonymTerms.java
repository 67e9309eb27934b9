package dev.semblance.search.analysis;

import dev.semblance.query.Synonyms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The synonyms of a collection, ready for queries. A word of a rule is every form of it: `car`
/// also stands for `cars`. Immutable.
public final class SynonymTerms {
  public static final SynonymTerms NONE = of(Synonyms.NONE);

  /// Where a query may meet a rule, by the stem of the first word.
  private final Map<String, List<Meeting>> byFirst;

  private SynonymTerms(Map<String, List<Meeting>> byFirst) {
    this.byFirst = byFirst;
  }

  /// A phrase.
  ///
  /// @param stems of its words
  /// @param words as they are written
  record SynonymPhrase(List<String> stems, List<String> words) {}

  /// @param from the phrase of a query
  /// @param to what the query also finds
  private record Meeting(SynonymPhrase from, List<SynonymPhrase> to) {}

  /// Analyzes the phrases of all rules.
  public static SynonymTerms of(Synonyms synonyms) {
    return AnalysisTools.use(tools -> {
      Map<String, List<Meeting>> byFirst = new HashMap<>();
      for (Synonyms.Rule rule : synonyms.rules()) {
        List<SynonymPhrase> to = phrases(rule.to(), tools);
        for (SynonymPhrase from : phrases(rule.from(), tools)) {
          byFirst
              .computeIfAbsent(from.stems().getFirst(), _ -> new ArrayList<>())
              .add(new Meeting(from, to));
        }
      }
      return new SynonymTerms(byFirst);
    });
  }

  private static List<SynonymPhrase> phrases(List<String> texts, AnalysisTools tools) {
    return texts.stream()
        .map(text -> phrase(text, tools))
        .filter(phrase -> !phrase.stems().isEmpty())
        .toList();
  }

  private static SynonymPhrase phrase(String text, AnalysisTools tools) {
    List<String> stems = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Piece piece : tools.ofDocuments(ScriptLanguages.DEFAULT.runs()).pieces(text)) {
      if (piece.kind() != Piece.PieceKind.EXTRA) {
        List<String> forms =
            tools.forms().of(piece.term(), ScriptLanguages.DEFAULT.of(piece.term().codePointAt(0)));
        if (!forms.isEmpty()) {
          stems.add(forms.getLast());
          words.add(piece.term());
        }
      }
    }
    return new SynonymPhrase(stems, words);
  }

  /// The phrases that a query also finds, without its own: for each of its phrases with synonyms,
  /// in their order.
  List<List<SynonymPhrase>> of(String query, AnalysisTools tools) {
    if (byFirst.isEmpty()) {
      return List.of();
    }
    List<String> stems = phrase(query, tools).stems();
    Map<SynonymPhrase, List<SynonymPhrase>> found = new LinkedHashMap<>();
    for (int i = 0; i < stems.size(); i++) {
      for (Meeting meeting : byFirst.getOrDefault(stems.get(i), List.of())) {
        List<String> from = meeting.from().stems();
        if (i + from.size() <= stems.size() && stems.subList(i, i + from.size()).equals(from)) {
          List<SynonymPhrase> others =
              found.computeIfAbsent(meeting.from(), _ -> new ArrayList<>());
          meeting.to().stream()
              .filter(to -> Collections.indexOfSubList(stems, to.stems()) < 0)
              .filter(to -> !others.contains(to))
              .forEach(others::add);
        }
      }
    }
    return found.values().stream().filter(others -> !others.isEmpty()).toList();
  }
}
