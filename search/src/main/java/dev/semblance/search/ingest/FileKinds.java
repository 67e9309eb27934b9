package dev.semblance.search.ingest;

/// The kinds of files that are read, for messages.
final class FileKinds {
  /// Endings of their names.
  static final String KNOWN =
      ".jsonl, .ndjson, .csv, .tsv (these also with .gz), .txt, .md, .markdown";

  /// Why a file of another kind is skipped.
  static final String UNKNOWN = "unknown kind of file; known names end in " + KNOWN;

  private FileKinds() {}
}
