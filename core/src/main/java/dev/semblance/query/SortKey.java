package dev.semblance.query;

/// A field that hits are ordered by. Documents without it come last. Of several values, ascending
/// order takes the least, descending order the greatest. Of 64-bit integers, the greatest of all is
/// ordered with the documents without a value, in descending order the least of all.
///
/// @param field of type keyword, integer, number, boolean or date
public record SortKey(String field, boolean descending) {
  /// `year`, or `-year` for descending order.
  public static SortKey of(String text) {
    return text.startsWith("-") ? new SortKey(text.substring(1), true) : new SortKey(text, false);
  }

  @Override
  public String toString() {
    return (descending ? "-" : "") + field;
  }
}
