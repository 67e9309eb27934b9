package dev.semblance.server.service;

import dev.semblance.collection.Entry;
import org.jspecify.annotations.Nullable;

/// One item of a stream of documents, as it was read.
public sealed interface StreamItem {
  /// Where it stood in the stream: its line from 1, or its index from 0, as the stream counts.
  long place();

  /// A document.
  ///
  /// @param bytes it took on the wire
  record Good(long place, Entry entry, long bytes) implements StreamItem {}

  /// Something that is no document.
  ///
  /// @param id if that much could be read
  /// @param reason what to mend
  record Bad(long place, @Nullable String id, String reason) implements StreamItem {}
}
