package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import org.jspecify.annotations.Nullable;

/// How the lexical lane reads a query. Immutable.
///
/// @param language of the query and the fields, where it is declared; null finds the words of every
///   language the collection has
/// @param typos whether a word that no document has also finds words that begin with it, or differ
///   by some letters
/// @param asYouType whether the last word may be incomplete
/// @param minimum the share of the words that a document must have, 0 … 1, rounded down to whole
///   words; one word is always needed
public record WordOptions(
    @Nullable TextLanguage language, boolean typos, boolean asYouType, double minimum) {
  public static final WordOptions DEFAULT = new WordOptions(null, true, false, 0);

  public WordOptions {
    if (!(minimum >= 0 && minimum <= 1)) {
      throw new SemblanceException(
          Fault.INVALID,
          "the share of words that a document must have is between 0 and 1. Given: " + minimum);
    }
  }
}
