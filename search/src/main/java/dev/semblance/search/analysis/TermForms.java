package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The terms of words: the folded word, its stem, and both for its other spelling. *One thread at a
/// time.*
final class TermForms {
  /// Most words whose terms are kept; most words of a text are among a language's frequent ones.
  private static final int MAX_KEPT = 20_000;

  /// Longest word whose terms are kept.
  private static final int MAX_KEPT_LENGTH = 32;

  private final Map<TextLanguage, Stemmer> stemmers = new EnumMap<>(TextLanguage.class);
  private final Map<TextLanguage, Map<String, List<String>>> kept =
      new EnumMap<>(TextLanguage.class);
  private int keptWords;

  /// The terms under which a document is found by a word, the folded word first; none for a word
  /// that folds to nothing.
  ///
  /// @param language whose rules give the stem; null for none
  List<String> of(String word, @Nullable TextLanguage language) {
    if (language == null || word.length() > MAX_KEPT_LENGTH) {
      return computed(word, language);
    }
    Map<String, List<String>> words = kept.computeIfAbsent(language, _ -> new HashMap<>());
    List<String> terms = words.get(word);
    if (terms == null) {
      terms = computed(word, language);
      if (keptWords++ >= MAX_KEPT) {
        kept.clear();
        keptWords = 0;
      } else {
        words.put(word, terms);
      }
    }
    return terms;
  }

  private List<String> computed(String word, @Nullable TextLanguage language) {
    String folded = Folding.of(word);
    if (folded.isEmpty()) {
      return List.of();
    }
    if (language == null) {
      return List.of(folded);
    }
    Set<String> terms = new LinkedHashSet<>();
    addForms(word, folded, language, terms);
    String spelled = Umlauts.spelledOut(word);
    if (!spelled.equals(word)) {
      addForms(spelled, Folding.of(spelled), language, terms);
    }
    return List.copyOf(terms);
  }

  private void addForms(String word, String folded, TextLanguage language, Set<String> terms) {
    terms.add(folded);
    if (!StopWords.contains(language, folded)) {
      terms.add(stem(word, folded, language));
    }
  }

  /// The stem of a word as a term.
  ///
  /// @param folded the word by [Folding]
  String stem(String word, String folded, TextLanguage language) {
    return stemmers.computeIfAbsent(language, Stemmer::new).term(word, folded);
  }
}
