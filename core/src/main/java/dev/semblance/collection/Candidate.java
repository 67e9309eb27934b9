package dev.semblance.collection;

import dev.semblance.document.FieldSpan;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A document that a lane found.
///
/// @param id its id
/// @param score the lane's raw score: cosine, or BM25
/// @param ordinal the store's own number of the document, valid within the view that returned it; 0
///   where a store has none
/// @param passage whose vector has the score; null where a whole text has, or the lane is about
///   words
public record Candidate(String id, double score, int ordinal, @Nullable FieldSpan passage) {
  /// Best first; equal scores by id, in the order of code points, which is that of the ids' UTF-8.
  public static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(Candidate::id, Candidate::compareIds);

  /// A document as a whole.
  public Candidate(String id, double score, int ordinal) {
    this(id, score, ordinal, null);
  }

  /// Orders ids by code points. `String.compareTo` orders by UTF-16 units, where characters outside
  /// the basic plane come before U+E000 … U+FFFF.
  public static int compareIds(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothSurrogatesOrNeither = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothSurrogatesOrNeither ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
