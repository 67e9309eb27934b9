package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first documents of another source, and the refused items among them.
///
/// @param limit how many documents at most, from 0
record LimitedSource(Source source, long limit) implements Source {
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
      private long documents;

      @Override
      public @Nullable ReadResult next() {
        if (documents >= limit) {
          return null;
        }
        ReadResult entry = reader.next();
        documents += entry instanceof Entry ? 1 : 0;
        return entry;
      }

      @Override
      public String where() {
        return reader.where();
      }

      @Override
      public double share() {
        double ofLimit = limit == 0 ? 1 : (double) documents / limit;
        return Math.max(reader.share(), ofLimit);
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }
}
