package dev.semblance;

/// What happens to an input with more tokens than the model reads.
public enum Truncation {
  /// The request fails with INVALID; the message gives the limit and the count.
  REFUSE,
  /// The end is cut off; special tokens stay.
  RIGHT,
  /// The beginning is cut off; special tokens stay.
  LEFT
}
