package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Snapshot;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots, names and models of collections.
@Timeout(120)
class MaintenanceTest {
  @TempDir Path root;

  private DataDirectory open() {
    return DataDirectory.open(root, model -> new FixedEmbedder(model, "f-" + model, width(model)));
  }

  private static int width(String model) {
    return model.equals("wide") ? 16 : 8;
  }

  private static List<Entry> documents(int from, int to) {
    return Entry.ofAll(
        IntStream.range(from, to).mapToObj(i -> new Document("d" + i, "", "word w" + i)).toList());
  }

  @Test
  void snapshotIsRestoredWithWhatItHad() {
    try (var data = open()) {
      DocumentCollection collection = data.create("c", "fixed");
      collection.write(documents(0, 10));
      Snapshot taken = data.maintenance().snapshot("c", "s1");
      assertThat(taken.documents()).isEqualTo(10);
      collection.write(documents(5, 30));
      collection.delete(List.of("d1"));
      data.maintenance().snapshot("c", "s2");
      data.maintenance().restore("c", "s1");
      assertThat(collection.info().documents()).isEqualTo(10);
      assertThat(collection.get("d1")).isPresent();
      assertThat(words(collection)).hasSize(10);
      data.maintenance().restore("c", "s2");
      assertThat(collection.info().documents()).isEqualTo(29);
      assertThat(data.maintenance().snapshots("c"))
          .extracting(Snapshot::name)
          .containsExactly("s1", "s2");
    }
    try (var data = open()) {
      assertThat(data.collection("c").info().documents()).isEqualTo(29);
      assertThat(data.maintenance().dropSnapshot("c", "s1")).isTrue();
      assertThat(data.maintenance().dropSnapshot("c", "s1")).isFalse();
      assertThat(data.maintenance().verify("c").isClean()).isTrue();
    }
  }

  @Test
  void snapshotsAreTakenAndRestoredWhileWritesAndSearchesGoOn() throws Exception {
    try (var data = open()) {
      DocumentCollection collection = data.create("c", "fixed");
      collection.write(documents(0, 5));
      AtomicBoolean stop = new AtomicBoolean();
      var writer =
          start(() -> {
            for (int i = 5; !stop.get(); i++) {
              collection.write(documents(i, i + 1));
            }
          });
      var reader =
          start(() -> {
            while (!stop.get()) {
              assertThat(words(collection)).hasSizeGreaterThanOrEqualTo(5);
            }
          });
      for (int i = 0; i < 10; i++) {
        Snapshot taken = data.maintenance().snapshot("c", "s" + i);
        assertThat(taken.documents()).isGreaterThanOrEqualTo(5);
        data.maintenance().restore("c", "s" + i);
      }
      stop.set(true);
      writer.get();
      reader.get();
      assertThat(data.maintenance().verify("c").isClean()).isTrue();
    }
  }

  @Test
  void badSnapshotsAreRefused() throws IOException {
    try (var data = open()) {
      data.create("c", "fixed").write(documents(0, 3));
      CollectionMaintenance maintenance = data.maintenance();
      maintenance.snapshot("c", "s");
      assertThatThrownBy(() -> maintenance.snapshot("c", "s"))
          .hasMessage("collection c has a snapshot s; delete it first or choose another name");
      assertThatThrownBy(() -> maintenance.snapshot("c", "../s"))
          .hasMessageStartingWith("a snapshot's name has 1 to 64 letters");
      assertThatThrownBy(() -> maintenance.restore("c", "none"))
          .hasMessage("collection c has no snapshot none; it has: s");
      Files.writeString(root.resolve("c/snapshots/s/collection.json"), "{");
      assertThatThrownBy(() -> maintenance.restore("c", "s"))
          .hasMessageStartingWith("snapshot s of collection c is damaged: collection.json")
          .hasFieldOrPropertyWithValue("fault", Fault.CORRUPT_INDEX);
      assertThat(data.collection("c").info().documents()).isEqualTo(3);
    }
  }

  /// The new folder has its name when the process ends: the replacement is completed at opening.
  @Test
  void interruptedReplacementIsCompleted() throws IOException {
    try (var data = open()) {
      data.create("c-1", "fixed").write(documents(0, 3));
      data.maintenance().snapshot("c-1", "s");
      data.create("other", "fixed").write(documents(0, 7));
    }
    String suffix = "c-1-0d6b1f52-7a0c-4f0e-9a51-0f5f7d3f3a11";
    Files.move(root.resolve("other"), root.resolve(".swap-" + suffix));
    try (var data = open()) {
      assertThat(data.list()).extracting(CollectionInfo::name).containsExactly("c-1");
      assertThat(data.collection("c-1").info().documents()).isEqualTo(7);
      assertThat(data.maintenance().snapshots("c-1")).hasSize(1);
    }
  }

  @Test
  void collectionIsRenamed() {
    try (var data = open()) {
      DocumentCollection before = data.create("a", "fixed");
      before.write(documents(0, 3));
      data.create("taken", "fixed");
      assertThatThrownBy(() -> data.maintenance().rename("a", "taken"))
          .hasMessage("collection taken exists; delete it first or choose another name");
      assertThatThrownBy(() -> data.maintenance().rename("a", "a"))
          .hasMessage("collection a exists; delete it first or choose another name");
      data.maintenance().rename("a", "b");
      assertThatThrownBy(before::info).hasMessage("collection a was closed or deleted");
      assertThat(data.find("a")).isEmpty();
      assertThat(data.collection("b").info().documents()).isEqualTo(3);
      assertThat(data.list()).extracting(CollectionInfo::name).containsExactly("b", "taken");
    }
  }

  @Test
  void reembeddingKeepsDocumentsAndWritesMadeMeanwhile() throws Exception {
    try (var data = open()) {
      DocumentCollection collection = data.create("c", "fixed");
      collection.write(documents(0, 1_200));
      data.maintenance().snapshot("c", "before");
      AtomicBoolean stop = new AtomicBoolean();
      var writer =
          start(() -> {
            for (int i = 1_200; !stop.get(); i++) {
              collection.write(documents(i, i + 1));
              collection.delete(List.of("d" + (i - 1_200)));
            }
          });
      CollectionInfo info = data.maintenance().reembed("c", "wide");
      stop.set(true);
      writer.get();
      assertThat(info.state()).isEqualTo(CollectionState.READY);
      assertThat(info.schema().modelName()).isEqualTo("wide");
      assertThat(collection.info().documents()).isEqualTo(1_200);
      assertThat(collection.get("d0")).isEmpty();
      assertThat(nearest(collection, "word w1199").getFirst().id()).isEqualTo("d1199");
      assertThat(data.maintenance().snapshots("c")).hasSize(1);
    }
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("c", "semblance.lock");
    }
  }

  @Test
  void failedReembeddingChangesNothing() throws IOException {
    try (var data = open()) {
      data.create("c", "fixed").write(documents(0, 5));
    }
    try (var data =
        DataDirectory.open(
            root,
            model -> {
              throw new SemblanceException(Fault.NOT_FOUND, "no model " + model);
            })) {
      assertThatThrownBy(() -> data.maintenance().reembed("c", "none")).hasMessage("no model none");
      assertThat(words(data.collection("c"))).hasSize(5);
    }
    try (var data = open()) {
      assertThat(nearest(data.collection("c"), "word w3").getFirst().id()).isEqualTo("d3");
    }
  }

  private static List<Hit> words(DocumentCollection collection) {
    return search(collection, "word", Lane.LEXICAL);
  }

  private static List<Hit> nearest(DocumentCollection collection, String text) {
    return search(collection, text, Lane.DENSE);
  }

  private static List<Hit> search(DocumentCollection collection, String query, Lane lane) {
    return collection.search(SearchRequest.of(query, List.of(lane), Page.first(1_000))).hits();
  }

  private static FutureTask<Boolean> start(Runnable work) {
    var task = new FutureTask<>(work, true);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
