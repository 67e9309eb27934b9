package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.semblance.Fault;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A collection with damaged files is reported, and the others are served.
class DamageTest {
  @TempDir Path root;
  private final FixedEmbedder embedder = new FixedEmbedder();

  @BeforeEach
  void writeTwoCollections() {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      for (String name : List.of("bad", "good")) {
        data.create(name, "fixed")
            .write(Entry.ofAll(List.of(new Document("1", "title", "some words"))));
      }
    }
  }

  @Test
  void reportsMissingMetadata() throws IOException {
    Files.delete(card());
    expect("collection.json is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0",
        "[]",
        "{\"format\": 1",
        "{\"format\":1,\"model\":\"fixed\",\"fingerprint\":\"\",\"dimensions\":8,\"created\":\"2026-01-01T00:00:00Z\"}",
        "{\"format\":1,\"model\":\"fixed\",\"fingerprint\":\"f1\",\"dimensions\":-8,\"created\":\"2026-01-01T00:00:00Z\"}",
        "{\"format\":1,\"model\":\"fixed\",\"fingerprint\":\"f1\",\"dimensions\":8,\"created\":\"now\"}",
      })
  void reportsMalformedMetadata(String text) throws IOException {
    Files.writeString(card(), text);
    expect("collection.json");
  }

  @Test
  void reportsMetadataOfANewerVersion() throws IOException {
    Files.writeString(card(), "{\"format\": 99}");
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThatThrownBy(() -> data.collection("bad"))
          .hasMessageContaining("written by a newer Semblance")
          .extracting("fault")
          .isEqualTo(Fault.UNSUPPORTED);
      assertThat(data.info("bad").orElseThrow().state()).isEqualTo(CollectionState.NEWER_FORMAT);
    }
  }

  @Test
  void reportsMissingSegmentList() throws IOException {
    for (Path file : index()) {
      if (file.getFileName().toString().startsWith("segments_")) {
        Files.delete(file);
      }
    }
    expect("a file of the index is missing");
  }

  @Test
  void reportsMissingIndexFolder() throws IOException {
    for (Path file : index()) {
      Files.delete(file);
    }
    Files.delete(root.resolve("bad/index"));
    expect("its folder index is missing");
  }

  /// Each file of the index in turn is truncated to a half, then deleted.
  @Test
  void reportsEveryTruncatedOrMissingFile() throws IOException {
    for (Path file : index()) {
      if (file.endsWith("write.lock")) {
        continue;
      }
      byte[] whole = Files.readAllBytes(file);
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole.length / 2);
      }
      expect("");
      Files.delete(file);
      expect("");
      Files.write(file, whole);
    }
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThat(data.collection("bad").get("1")).isPresent();
    }
  }

  private void expect(String fact) {
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThatThrownBy(() -> data.collection("bad"))
          .hasMessageStartingWith("collection bad is damaged: ")
          .hasMessageNotContaining(root.toString())
          .hasMessageContaining(fact)
          .hasMessageEndingWith(
              "Restore a snapshot or a backup, remove the damaged part by semblance verify"
                  + " --collection bad --repair, or delete the collection and index its documents"
                  + " again")
          .extracting("fault")
          .isEqualTo(Fault.CORRUPT_INDEX);
      assertThat(data.list())
          .extracting(CollectionInfo::name, CollectionInfo::state)
          .containsExactly(
              tuple("bad", CollectionState.DAMAGED), tuple("good", CollectionState.READY));
      assertThat(data.collection("good").get("1")).isPresent();
    }
  }

  @Test
  void deletesAndRecreatesADamagedCollection() throws IOException {
    Files.writeString(card(), "garbage");
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      assertThat(data.drop("bad")).isTrue();
      assertThat(data.create("bad", "fixed").info().documents()).isZero();
    }
  }

  private Path card() {
    return root.resolve("bad/collection.json");
  }

  private List<Path> index() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("bad/index"))) {
      return files.sorted().toList();
    }
  }
}
