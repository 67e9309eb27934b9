package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// More collections than stay open.
class ManyCollectionsTest {
  private static final int COLLECTIONS = 30;
  private static final DirectorySettings SETTINGS = new DirectorySettings(3, 0);

  @TempDir Path root;

  @Test
  void openIndexesAreBoundedAndEveryCollectionAnswers() {
    List<DocumentCollection> collections = new ArrayList<>();
    try (DataDirectory data = open()) {
      for (int i = 0; i < COLLECTIONS; i++) {
        DocumentCollection collection = data.create("c" + i, "fixed");
        collection.write(Entry.ofAll(List.of(new Document("1", "title", "text"))));
        collections.add(collection);
        assertThat(data.statistics().open()).isLessThanOrEqualTo(3);
      }
      assertThat(data.list()).hasSize(COLLECTIONS).allMatch(info -> info.documents() == 1);
      for (DocumentCollection collection : collections) {
        assertThat(collection.search(SearchRequest.hybrid("text", 1)).hits()).hasSize(1);
        assertThat(data.collection(collection.info().name())).isSameAs(collection);
      }
      assertThat(data.statistics().open()).isEqualTo(3);
    }
  }

  @Test
  void startAndListingOpenNothing() {
    try (DataDirectory data = open()) {
      for (int i = 0; i < 5; i++) {
        data.create("c" + i, "fixed")
            .write(Entry.ofAll(List.of(new Document("1", "t", "x"), new Document("2", "t", "y"))));
      }
      data.collection("c1").delete("1");
    }
    try (DataDirectory data = open()) {
      assertThat(data.list())
          .extracting(CollectionInfo::documents)
          .containsExactly(2L, 1L, 2L, 2L, 2L);
      assertThat(data.statistics().collections()).isEqualTo(5);
      assertThat(data.statistics().open()).isZero();
      data.collection("c1").delete("2");
      data.drop("c0");
      data.create("c0", "fixed");
      assertThat(data.list())
          .extracting(CollectionInfo::documents)
          .containsExactly(0L, 0L, 2L, 2L, 2L);
    }
  }

  private DataDirectory open() {
    return DataDirectory.open(root, _ -> new FixedEmbedder(), SETTINGS);
  }
}
