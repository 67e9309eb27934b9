package dev.semblance.search.ingest;

import dev.semblance.collection.Document;

/// What a reader met: a document, or something that should have been one.
public sealed interface ReadResult {
  /// The place: a file, and the line where it has lines.
  String where();

  record Good(String where, Document document) implements ReadResult {}

  /// @param reason what is wrong there, in words for the person who can mend it
  record Bad(String where, String reason) implements ReadResult {}
}
