package dev.semblance.search.ingest.text;

/// One line of a file, readable or not.
public sealed interface TextLine {
  /// From 1.
  long number();

  /// A line without its line end.
  record Decoded(long number, String text) implements TextLine {}

  /// A line that cannot be read as text, and why.
  record Unreadable(long number, String reason) implements TextLine {}
}
