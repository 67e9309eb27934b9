package dev.semblance.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.CollectionState;
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
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collection with a damaged segment is written further, and never answers wrongly.
class DamagedSegmentTest {
  @TempDir Path root;

  private DataDirectory open() {
    return DataDirectory.open(root, _ -> new FixedEmbedder());
  }

  private static List<Entry> entry(String id, String text) {
    return Entry.ofAll(List.of(new Document(id, "", text)));
  }

  /// A document with a vector that is found in the files.
  private static Entry damaged() {
    return new Entry(new Document("1", "", "apples"), new float[] {1, 0, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void damageFoundAtOpeningLeavesWritesAndUndamagedDocuments() throws IOException {
    try (var data = open()) {
      data.create("c", "fixed").write(List.of(damaged()));
      data.collection("c").write(entry("2", "pears"));
    }
    damage();
    try (var data = open()) {
      DocumentCollection collection = data.collection("c");
      assertThat(data.info("c").orElseThrow().state()).isEqualTo(CollectionState.DAMAGED);
      for (int i = 10; i < 60; i++) {
        collection.write(entry(Integer.toString(i), "plums"));
      }
      assertThat(collection.get("2")).isPresent();
      assertThat(collection.get("59")).isPresent();
      assertThatThrownBy(() -> collection.get("1"))
          .hasFieldOrPropertyWithValue("fault", Fault.CORRUPT_INDEX);
      assertThatThrownBy(() -> collection.get("none"))
          .hasMessage(
              "a part of collection c is damaged, and this may concern it. Restore a snapshot, or"
                  + " remove that part: semblance verify --collection c --repair");
      assertThatThrownBy(() -> words(collection)).hasMessageContaining("damaged");
      assertThat(data.statistics().activity().failedMerges()).isZero();
      assertThat(data.maintenance().repair("c").damage().getFirst().ids()).containsExactly("1");
      assertThat(words(collection)).hasSize(50);
      assertThat(data.info("c").orElseThrow().state()).isEqualTo(CollectionState.READY);
    }
  }

  @Test
  void mergeThatFailsOnDamageIsNotRepeatedAndRefusesNoWrite() throws IOException {
    try (var data = open()) {
      DocumentCollection collection = data.create("c", "fixed");
      collection.write(List.of(damaged()));
      damage();
      for (int i = 10; i < 90; i++) {
        assertThat(collection.write(entry(Integer.toString(i), "plums")).accepted()).isOne();
      }
      assertThat(data.statistics().activity().failedMerges()).isLessThanOrEqualTo(2);
      assertThat(collection.info().state()).isEqualTo(CollectionState.DAMAGED);
      assertThat(collection.get("89")).isPresent();
      assertThat(data.maintenance().repair("c").damage().getFirst().ids()).containsExactly("1");
      assertThat(words(collection)).hasSize(80);
    }
  }

  private static List<Hit> words(DocumentCollection collection) {
    return collection
        .search(SearchRequest.of("plums", List.of(Lane.LEXICAL), Page.first(100)))
        .hits();
  }

  /// Changes the vector of the damaged document, in place: the file may be mapped.
  private void damage() throws IOException {
    String vector = "\0\0\u0080?" + "\0".repeat(28);
    try (Stream<Path> files = Files.list(root.resolve("c/index"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cfs")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        int place = new String(bytes, ISO_8859_1).indexOf(vector);
        if (place >= 0) {
          bytes[place + 3] ^= 0x40;
          Files.write(file, bytes, StandardOpenOption.WRITE);
        }
      }
    }
  }
}
