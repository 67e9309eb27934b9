package dev.semblance.search.analysis;

import dev.semblance.collection.WordClause;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.query.TextLanguage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The terms by which a word of a query is looked up. *One thread at a time.*
///
/// A word has one alternative for each language that the documents of its script are in, and itself
/// as it is written. Where they are all in English, its stem alone finds as much: every document
/// with the word has the stem.
///
/// @param inUse languages whose stems the documents have
record WordAlternatives(AnalysisTools tools, Set<TextLanguage> inUse) {
  /// Factor on the score of a word that is completed or corrected.
  private static final float CORRECTED = 0.5f;

  /// Factor on the score of longer words than the one that is being typed.
  private static final float TYPED = 0.8f;

  /// Factor on the score of a synonym, below that of the word itself.
  private static final float SYNONYM = 0.8f;

  /// Shortest word that is completed where no document has it.
  private static final int MIN_COMPLETED = 3;

  /// Shortest words in which one and two letters may be wrong.
  private static final int MIN_ONE_EDIT = 5;

  private static final int MIN_TWO_EDITS = 9;

  /// The clause of a piece; without alternatives where it folds to nothing.
  ///
  /// @param typos whether it is corrected where no document has it
  /// @param unfinished whether it may be the beginning of a word
  WordClause clause(Piece piece, boolean typos, boolean unfinished) {
    String folded = Folding.of(piece.term());
    List<Alternative> alternatives = new ArrayList<>();
    for (String term : terms(piece, folded)) {
      alternatives.add(Alternative.ofTerm(term, 1));
    }
    boolean word =
        piece.kind() == Piece.PieceKind.WORD && folded.codePoints().allMatch(this::isLetter);
    if (unfinished && word) {
      alternatives.add(new Alternative.BeginsWith(folded, TYPED));
    }
    return new WordClause(alternatives, typos && word ? corrections(folded) : List.of(), 1);
  }

  /// The terms of a synonym: a word is found in all its forms, a phrase as it is written.
  List<Alternative> ofSynonym(List<String> words) {
    if (words.size() > 1) {
      return List.of(new Alternative.Adjacent(words.stream().map(Folding::of).toList(), SYNONYM));
    }
    String word = words.getFirst();
    var piece = new Piece(word, 0, word.length(), 1, Piece.PieceKind.WORD);
    return terms(piece, Folding.of(word)).stream()
        .map(term -> Alternative.ofTerm(term, SYNONYM))
        .toList();
  }

  private boolean isLetter(int codePoint) {
    return Character.isAlphabetic(codePoint);
  }

  private Set<String> terms(Piece piece, String folded) {
    TextLanguage byDefault =
        piece.kind() == Piece.PieceKind.CHARACTER || folded.isEmpty()
            ? null
            : ScriptLanguages.DEFAULT.of(piece.term().codePointAt(0));
    Set<TextLanguage> languages = languages(byDefault);
    Set<String> terms = new LinkedHashSet<>();
    if (languages.isEmpty()) {
      return tools.forms().of(piece.term(), null).isEmpty() ? Set.of() : Set.of(folded);
    }
    for (TextLanguage language : languages) {
      terms.addAll(tools.forms().of(piece.term(), language));
    }
    boolean stemFindsAll = languages.equals(Set.of(TextLanguage.ENGLISH)) && terms.size() == 2;
    if (stemFindsAll) {
      terms.remove(folded);
    }
    return terms;
  }

  /// English and the other languages of a word's script that are in use.
  private Set<TextLanguage> languages(@Nullable TextLanguage byDefault) {
    if (byDefault == null) {
      return Set.of();
    }
    Set<TextLanguage> languages = EnumSet.of(byDefault);
    for (TextLanguage language : inUse) {
      if (language.script() == byDefault.script()) {
        languages.add(language);
      }
    }
    return languages;
  }

  private static List<Alternative> corrections(String folded) {
    int length = folded.codePointCount(0, folded.length());
    List<Alternative> corrections = new ArrayList<>();
    if (length >= MIN_COMPLETED) {
      corrections.add(new Alternative.BeginsWith(folded, CORRECTED));
    }
    if (length >= MIN_ONE_EDIT) {
      int edits = length >= MIN_TWO_EDITS ? 2 : 1;
      corrections.add(new Alternative.Similar(folded, edits, CORRECTED));
    }
    return corrections;
  }
}
