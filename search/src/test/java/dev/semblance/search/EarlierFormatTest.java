package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collection that was written before texts were analyzed above the store: `format-1.zip` is the
/// folder of collection `c`, written with [FixedEmbedder].
class EarlierFormatTest {
  private static final List<Document> DOCUMENTS =
      List.of(
          new Document("1", "The wings of the", "of a small aircraft", Map.of("year", 1968)),
          new Document("2", "", "雨从云中落下"),
          new Document("3", "readAllBytes", "state-of-the-art rain, the rain"));

  @TempDir Path root;

  @BeforeEach
  void unpack() throws IOException {
    var packed =
        Objects.requireNonNull(EarlierFormatTest.class.getResourceAsStream("format-1.zip"));
    try (var zip = new ZipInputStream(packed)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = root.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  @Test
  void opensAndFindsWhatACollectionThatIsWrittenNowFinds() {
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      DocumentCollection earlier = data.collection("c");
      DocumentCollection now = data.create("now", "fixed");
      now.write(Entry.ofAll(DOCUMENTS));
      assertThat(earlier.info().documents()).isEqualTo(3);
      for (Document document : DOCUMENTS) {
        assertThat(earlier.get(document.id())).contains(document);
      }
      for (String query : List.of("wings", "small rain", "云中", "read all bytes", "state art")) {
        for (List<Lane> lanes : List.of(List.of(Lane.LEXICAL), List.of(Lane.DENSE), Lane.ALL)) {
          SearchRequest request = SearchRequest.of(query, lanes, Page.first(10));
          // Words that are written now have more terms than they had then, so scores differ.
          assertThat(earlier.search(request).hits())
              .extracting(Hit::id)
              .containsExactlyInAnyOrderElementsOf(
                  now.search(request).hits().stream().map(Hit::id).toList())
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void isWrittenFurther() {
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      DocumentCollection earlier = data.collection("c");
      earlier.write(
          Entry.ofAll(List.of(new Document("1", "", "rain"), new Document("4", "", "rain"))));
      assertThat(earlier.delete(List.of("2", "absent"))).containsExactly("2");
      assertThat(
              earlier
                  .search(SearchRequest.of("rain", List.of(Lane.LEXICAL), Page.first(10)))
                  .hits())
          .extracting(Hit::id)
          .containsExactlyInAnyOrder("1", "3", "4");
    }
  }
}
