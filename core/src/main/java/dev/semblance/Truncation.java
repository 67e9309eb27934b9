package dev.semblance;

/// What happens to an input with more tokens than the model reads.
public enum Truncation {
  /// The request fails with INVALID; the message gives the limit and the count.
  REFUSE,
  /// The end is cut off; special tokens stay.
  RIGHT,
  /// The beginning is cut off; special tokens stay.
  LEFT;

  /// The text, cut to a number of UTF-16 units at the end that tokens would be cut at, never within
  /// a surrogate pair.
  ///
  /// @param maxLength from 1
  /// @throws SemblanceException INVALID for a longer text, under [#REFUSE]
  public String shorten(String text, int maxLength) {
    int length = text.length();
    if (length <= maxLength) {
      return text;
    }
    return switch (this) {
      case REFUSE ->
          throw new SemblanceException(
              Fault.INVALID,
              "`inputs` must have less than %d characters. Given: %d".formatted(maxLength, length));
      case RIGHT ->
          text.substring(0, splitsSurrogatePair(text, maxLength) ? maxLength - 1 : maxLength);
      case LEFT -> {
        int from = length - maxLength;
        yield text.substring(splitsSurrogatePair(text, from) ? from + 1 : from);
      }
    };
  }

  private static boolean splitsSurrogatePair(String text, int at) {
    return Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }
}
