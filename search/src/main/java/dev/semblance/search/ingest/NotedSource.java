package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source whose documents are noted in a manifest as they are read.
record NotedSource(Source source, SyncManifest manifest) implements Source {
  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<Path> hidden() {
    return source.hidden();
  }

  @Override
  public DocumentReader open() {
    DocumentReader reader = source.open();
    return new DocumentReader() {
      @Override
      public @Nullable ReadResult next() {
        ReadResult result = reader.next();
        switch (result) {
          case null -> {}
          case Entry entry -> manifest.seen(reader.file(), entry.document().id());
          case Refused _ -> manifest.unread(reader.file());
        }
        return result;
      }

      @Override
      public String file() {
        return reader.file();
      }

      @Override
      public String where() {
        return reader.where();
      }

      @Override
      public Optional<String> assumption() {
        return reader.assumption();
      }

      @Override
      public double share() {
        return reader.share();
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }
}
