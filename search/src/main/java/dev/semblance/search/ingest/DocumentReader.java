package dev.semblance.search.ingest;

import dev.semblance.collection.ReadResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Documents, one after another, never all in memory. *One thread at a time.*
public interface DocumentReader extends AutoCloseable {
  /// The next document, or [dev.semblance.collection.Refused] for an item that is none; null after
  /// the last. Does not throw for the contents of files.
  @Nullable ReadResult next();

  /// Where the result of the last [#next] was found: a file, and the line where it has lines.
  String where();

  /// The file, or the folder, of the last [#next].
  default String file() {
    return where();
  }

  /// What was found out about the file of the last [#next], where it is not what its name says: its
  /// encoding, or the columns of a table. A sentence with the file's name.
  default Optional<String> assumption() {
    return Optional.empty();
  }

  /// Share of the source that has been read, 0 … 1, for progress while the number of documents is
  /// unknown.
  double share();

  @Override
  void close();
}
