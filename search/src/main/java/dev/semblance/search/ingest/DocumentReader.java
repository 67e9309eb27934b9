package dev.semblance.search.ingest;

import org.jspecify.annotations.Nullable;

/// Documents, one after another, never all in memory. *One thread at a time.*
public interface DocumentReader extends AutoCloseable {
  /// The next document or the next thing that is none; null after the last. Never throws for what
  /// stands in the files: that is an [ReadResult.Bad].
  @Nullable ReadResult next();

  /// How much of the source has been read, 0 … 1: what a progress bar needs while the number of
  /// documents is unknown.
  double share();

  @Override
  void close();
}
