package dev.semblance.search.ingest;

import dev.semblance.collection.ReadResult;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sources one after another.
record ConcatenatedSource(List<Source> sources) implements Source {
  ConcatenatedSource {
    sources = List.copyOf(sources);
  }

  @Override
  public String name() {
    return sources.stream().map(Source::name).collect(Collectors.joining(", "));
  }

  @Override
  public DocumentReader open() {
    return new DocumentReader() {
      private int opened;
      private @Nullable DocumentReader current;

      @Override
      public @Nullable ReadResult next() {
        while (current != null || opened < sources.size()) {
          if (current == null) {
            current = sources.get(opened++).open();
          }
          ReadResult entry = current.next();
          if (entry != null) {
            return entry;
          }
          current.close();
          current = null;
        }
        return null;
      }

      @Override
      public String where() {
        return current == null ? name() : current.where();
      }

      @Override
      public double share() {
        double inCurrent = current == null ? 0 : current.share() - 1;
        return sources.isEmpty() ? 1 : (opened + inCurrent) / sources.size();
      }

      @Override
      public void close() {
        if (current != null) {
          current.close();
        }
      }
    };
  }
}
