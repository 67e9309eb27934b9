package dev.semblance.server.service;

import org.jspecify.annotations.Nullable;

/// What became of one item of a stream of documents.
///
/// @param place where it stood in the stream
/// @param id the document's, or null where none could be read
/// @param refusal why it was not written, or null when it is on disk and found from now on
public record ItemResult(long place, @Nullable String id, @Nullable String refusal) {
  public boolean accepted() {
    return refusal == null;
  }
}
