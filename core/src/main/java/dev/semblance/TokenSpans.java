package dev.semblance;

/// Where the tokens of a text are, special tokens left out. The arrays belong to the receiver.
///
/// @param starts `[t]`, in code points
/// @param stops `[t]`, exclusive; tokens may overlap where one character became several
/// @param points the text's code points
public record TokenSpans(int[] starts, int[] stops, int[] points) {
  /// How many tokens there are.
  public int count() {
    return starts.length;
  }
}
