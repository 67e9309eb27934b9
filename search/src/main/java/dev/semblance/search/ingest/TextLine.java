package dev.semblance.search.ingest;

/// One line of a file, or why it cannot be read.
public sealed interface TextLine {
  /// From 1.
  long number();

  /// A line without its end.
  record ReadableLine(long number, String text) implements TextLine {}

  /// A line that cannot be read as text, and why.
  record Unreadable(long number, String reason) implements TextLine {}
}
