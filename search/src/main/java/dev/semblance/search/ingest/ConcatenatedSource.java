package dev.semblance.search.ingest;

import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sources one after another. One that cannot be opened is reported and does not stop the others.
record ConcatenatedSource(List<Source> sources) implements Source {
  ConcatenatedSource {
    sources = List.copyOf(sources);
  }

  @Override
  public String name() {
    return sources.stream().map(Source::name).collect(Collectors.joining(", "));
  }

  @Override
  public List<Path> hidden() {
    return sources.stream().flatMap(source -> source.hidden().stream()).toList();
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
            current = openOrSkip(sources.get(opened++));
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
      public String file() {
        return current == null ? name() : current.file();
      }

      @Override
      public Optional<String> assumption() {
        return current == null ? Optional.empty() : current.assumption();
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

  private static DocumentReader openOrSkip(Source source) {
    try {
      return source.open();
    } catch (SemblanceException e) {
      return new SkippedFile(source.name(), String.valueOf(e.getMessage())).open();
    }
  }
}
