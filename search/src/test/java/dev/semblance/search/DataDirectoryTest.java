package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.SearchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path root;
  private final FixedEmbedder embedder = new FixedEmbedder();

  @Test
  void findsDocumentsAfterARestart() {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection books = data.create("books", "fixed");
      assertThat(
              books
                  .write(Entry.ofAll(List.of(new Document("1", "A title", "some words"))))
                  .accepted())
          .isOne();
    }
    long asked = embedder.embedded();
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection books = data.collection("books");
      assertThat(books.get("1")).contains(new Document("1", "A title", "some words"));
      assertThat(embedder.embedded()).isEqualTo(asked);
      assertThat(books.search(SearchRequest.hybrid("words", 10)).hits())
          .singleElement()
          .satisfies(hit -> assertThat(hit.lanes()).hasSize(2));
    }
  }

  @Test
  void createReturnsTheExistingCollection() {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThat(data.create("a", "fixed")).isSameAs(data.create("a", "fixed"));
      assertThatThrownBy(() -> data.create("a", "other"))
          .hasMessage(
              "collection a exists with model fixed, not other; delete it first or choose another"
                  + " name")
          .extracting("fault")
          .isEqualTo(Fault.INVALID);
    }
  }

  @Test
  void missingCollectionIsReportedWithTheExistingNames() {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThatThrownBy(() -> data.collection("c"))
          .hasMessage("no collection c; there are none yet, index documents first");
      data.create("a", "fixed");
      data.create("b", "fixed");
      assertThat(data.find("c")).isEmpty();
      assertThatThrownBy(() -> data.collection("c"))
          .hasMessage("no collection c; there are: a, b")
          .extracting("fault")
          .isEqualTo(Fault.NOT_FOUND);
      assertThat(data.list()).extracting(CollectionInfo::name).containsExactly("a", "b");
    }
  }

  @Test
  void refusesInvalidNames() {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      for (String name :
          List.of("", ".", "..", "a/b", "../a", "a\\b", "ü", "a".repeat(65), "a\0", "-a")) {
        assertThatThrownBy(() -> data.create(name, "fixed"))
            .isInstanceOf(SemblanceException.class)
            .hasMessageStartingWith("a collection's name has 1 to 64 letters, digits, - and _");
      }
    }
  }

  @Test
  void deletesACollectionWithItsFiles() {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection a = data.create("a", "fixed");
      assertThat(data.drop("a")).isTrue();
      assertThat(data.drop("a")).isFalse();
      assertThat(root.resolve("a")).doesNotExist();
      assertThatThrownBy(() -> a.get("1"))
          .hasMessage("collection a was closed or deleted")
          .extracting("fault")
          .isEqualTo(Fault.NOT_FOUND);
    }
  }

  @Test
  void removesIncompleteFoldersOfACrash() throws Exception {
    Files.createDirectories(root.resolve(".new-a-1/index"));
    Files.createDirectories(root.resolve(".gone-b-2/index"));
    Files.writeString(root.resolve(".gone-b-2/index/segments_1"), "half");
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThat(data.list()).isEmpty();
      assertThat(root.resolve(".new-a-1")).doesNotExist();
      assertThat(root.resolve(".gone-b-2")).doesNotExist();
    }
  }
}
