package dev.semblance.search.ingest;

import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import org.jspecify.annotations.Nullable;

/// A file or folder that cannot be read: its only result is the reason, so that it is reported like
/// a bad record and does not stop the others.
///
/// @param name its path
/// @param reason what is wrong, without the path
record SkippedFile(String name, String reason) implements Source {
  @Override
  public DocumentReader open() {
    return new DocumentReader() {
      private boolean read;

      @Override
      public @Nullable ReadResult next() {
        if (read) {
          return null;
        }
        read = true;
        return new Refused(null, reason);
      }

      @Override
      public String where() {
        return name;
      }

      @Override
      public double share() {
        return read ? 1 : 0;
      }

      @Override
      public void close() {}
    };
  }
}
