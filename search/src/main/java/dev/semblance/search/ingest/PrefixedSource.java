package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents of another source with a prefix before each id.
record PrefixedSource(Source source, String prefix) implements Source {
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
        return switch (reader.next()) {
          case null -> null;
          case Refused refused -> refused;
          case Entry entry -> new Entry(prefixed(entry.document()), entry.vector());
        };
      }

      @Override
      public String where() {
        return reader.where();
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

  private Document prefixed(Document document) {
    return new Document(
        prefix + document.id(), document.title(), document.text(), document.fields());
  }
}
