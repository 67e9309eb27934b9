package dev.semblance;

/// What happens to an input with more tokens than the model reads.
public enum Truncation {
  /// The request fails with INVALID; the message gives the limit and the count.
  REFUSE,
  /// The end is cut off; special tokens stay.
  RIGHT,
  /// The beginning is cut off; special tokens stay.
  LEFT;

  /// A text of no more than so many UTF-16 units: longer ones are cut as tokens are, and never
  /// within a surrogate pair.
  ///
  /// @param most from 1
  /// @throws SemblanceException INVALID where a longer one is refused
  public String shorten(String text, int most) {
    int length = text.length();
    if (length <= most) {
      return text;
    }
    return switch (this) {
      case REFUSE ->
          throw new SemblanceException(
              Fault.INVALID,
              "`inputs` must have less than %d characters. Given: %d".formatted(most, length));
      case RIGHT -> text.substring(0, splitsSurrogatePair(text, most) ? most - 1 : most);
      case LEFT -> {
        int from = length - most;
        yield text.substring(splitsSurrogatePair(text, from) ? from + 1 : from);
      }
    };
  }

  private static boolean splitsSurrogatePair(String text, int at) {
    return Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }
}
