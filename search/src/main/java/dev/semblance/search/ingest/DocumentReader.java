package dev.semblance.search.ingest;

import dev.semblance.collection.ReadResult;
import org.jspecify.annotations.Nullable;

/// Documents, one after another, never all in memory. *One thread at a time.*
public interface DocumentReader extends AutoCloseable {
  /// The next document or the next thing that is none; null after the last. Does not throw for what
  /// is in the files: that is a [dev.semblance.collection.Refused].
  @Nullable ReadResult next();

  /// Where the result of the last [#next] was found: a file, and the line where it has lines.
  String where();

  /// How much of the source has been read, 0 … 1: what a progress bar needs while the number of
  /// documents is unknown.
  double share();

  @Override
  void close();
}
