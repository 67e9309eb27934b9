package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first documents of another source, and the refused items among them, with a prefix before
/// each id.
///
/// @param prefix may be empty
/// @param limit how many documents at most, from 0
record DerivedSource(Source source, String prefix, long limit) implements Source {
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
        return documents >= limit ? null : derived(reader.next());
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
        double ofLimit = limit == 0 ? 1 : (double) documents / limit;
        return Math.max(reader.share(), ofLimit);
      }

      @Override
      public void close() {
        reader.close();
      }

      private @Nullable ReadResult derived(@Nullable ReadResult read) {
        return switch (read) {
          case null -> null;
          case Refused refused -> refused;
          case Entry entry -> {
            documents++;
            yield new Entry(prefixed(entry.document()), entry.vectors());
          }
        };
      }
    };
  }

  private Document prefixed(Document document) {
    return new Document(
        prefix + document.id(), document.title(), document.text(), document.fields());
  }
}
