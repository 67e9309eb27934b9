package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.SearchRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {
  @TempDir Path root;

  @Test
  void namesTheProcessThatHoldsTheDirectory() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = holder.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("open with 0 collections");
      assertThatThrownBy(() -> DataDirectory.open(root, _ -> new FixedEmbedder()))
          .hasMessage(
              "data directory %s is in use by process %d; stop that one or choose another directory"
                  .formatted(root.toRealPath(), holder.pid()))
          .extracting("fault")
          .isEqualTo(Fault.INVALID);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    DataDirectory.open(root, _ -> new FixedEmbedder()).close();
  }

  @Test
  void opensOnceWithinAProcess() {
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      assertThatThrownBy(() -> DataDirectory.open(root, _ -> new FixedEmbedder()))
          .hasMessageContaining("is in use by this process");
      assertThat(data.list()).isEmpty();
    }
    DataDirectory.open(root, _ -> new FixedEmbedder()).close();
  }

  @Test
  void namesTheServerThatHasItOpen() {
    assertThat(DataDirectory.servedAt(root)).isEmpty();
    URI address = URI.create("http://127.0.0.1:8080");
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      assertThat(DataDirectory.servedAt(root)).isEmpty();
      data.announce(address);
      assertThat(DataDirectory.servedAt(root)).contains(address);
    }
    DataDirectory.open(root, _ -> new FixedEmbedder()).close();
    assertThat(DataDirectory.servedAt(root)).isEmpty();
  }

  @Test
  void readsADirectoryThatItMayNotWrite() throws IOException {
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      data.create("c", "fixed").write(Entry.ofAll(List.of(new Document("1", "", "some words"))));
    }
    Files.delete(root.resolve("semblance.lock"));
    var before = files();
    try (var first = openToRead();
        var second = openToRead()) {
      for (var data : List.of(first, second)) {
        assertThat(data.list()).extracting(CollectionInfo::documents).containsExactly(1L);
        assertThat(data.collection("c").search(SearchRequest.hybrid("words", 3)).hits()).hasSize(1);
      }
      assertThatThrownBy(() -> first.create("d", "fixed")).hasMessageContaining("read-only");
      assertThatThrownBy(() -> first.drop("c")).hasMessageContaining("read-only");
    }
    assertThat(files()).isEqualTo(before);
  }

  private DataDirectory openToRead() {
    return DataDirectory.openToRead(
        root, _ -> new FixedEmbedder(), DirectorySettings.STANDARD, StoreFactory::onLucene);
  }

  private Set<Path> files() throws IOException {
    try (var all = Files.walk(root)) {
      return all.collect(Collectors.toSet());
    }
  }

  @Test
  void refusesAFileAsADirectory() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> DataDirectory.open(file, _ -> new FixedEmbedder()))
        .hasMessageStartingWith("cannot open data directory " + file)
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }
}
