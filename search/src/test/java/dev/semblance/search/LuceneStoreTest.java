package dev.semblance.search;

import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.CollectionStoreContract;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CollectionMetadata;
import dev.semblance.search.index.IndexContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

class LuceneStoreTest extends CollectionStoreContract {
  @TempDir Path root;

  @Override
  protected CollectionStore open() {
    var folder = new CollectionFolder(root.resolve("c"));
    if (!folder.exists()) {
      var schema = Schema.inferred(new ModelVersion("fixed", "f1"), 3);
      try {
        folder.create(new CollectionMetadata(schema, Instant.EPOCH));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new LuceneStore(folder, IndexContext.standalone());
  }
}
