package dev.semblance.engine.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {
  private static final HubName MODEL = HubName.of("acme/tiny");
  private static final String FIRST = "1".repeat(40);
  private static final String SECOND = "2".repeat(40);

  @TempDir Path root;

  @Test
  void readsCachesOfThePythonClient() throws IOException {
    write("main", FIRST, "config.json", "a");
    write("main", FIRST, "model.safetensors", "bb");
    CachedModel found = cache().find(MODEL).orElseThrow();
    assertThat(found.commit()).isEqualTo(FIRST);
    assertThat(found.bytes()).isEqualTo(3);
    assertThat(found.folder().resolve("model.safetensors")).hasContent("bb");
    assertThat(cache().find(MODEL.at(FIRST))).isPresent();
    assertThat(cache().find(MODEL.at("other"))).isEmpty();
  }

  @Test
  void readsRefsWithLineBreak() throws IOException {
    write("main", FIRST, "model.safetensors", "bb");
    Files.writeString(root.resolve("models--acme--tiny/refs/main"), FIRST + "\n");
    assertThat(cache().find(MODEL)).isPresent();
  }

  @Test
  void modelsWithoutWeightsAreIncomplete() throws IOException {
    write("main", FIRST, "config.json", "a");
    write("main", FIRST, "tokenizer.json", "b");
    assertThat(cache().find(MODEL)).isEmpty();
    assertThat(cache().list()).isEmpty();
  }

  @Test
  void modelsWithMissingShardsAreIncomplete() throws IOException {
    write("main", FIRST, "model.safetensors.index.json", "{}");
    write("main", FIRST, "model-00001-of-00002.safetensors", "a");
    assertThat(cache().find(MODEL)).isEmpty();
    write("main", FIRST, "model-00002-of-00002.safetensors", "b");
    assertThat(cache().find(MODEL)).isPresent();
  }

  @Test
  void followsLinksIntoTheSharedStore() throws IOException {
    write("main", FIRST, "model.safetensors", "bb");
    Path store = Files.createDirectories(root.resolve("blobs/ab"));
    Path blob = root.resolve("models--acme--tiny/blobs").resolve(blobOf("bb"));
    Files.move(blob, store.resolve("stored"));
    Files.createSymbolicLink(blob, Path.of("../../blobs/ab/stored"));
    assertThat(cache().find(MODEL).orElseThrow().bytes()).isEqualTo(2);
    assertThat(cache().list()).hasSize(1);
  }

  @Test
  void ignoresLinksOutOfTheCache(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "s");
    Path snapshot =
        Files.createDirectories(root.resolve("models--acme--tiny/snapshots").resolve(FIRST));
    Files.createSymbolicLink(snapshot.resolve("model.safetensors"), secret);
    assertThat(cache().find(MODEL.at(FIRST))).isEmpty();
  }

  @Test
  void listsEveryRevision() throws IOException {
    write("main", FIRST, "model.safetensors", "a");
    write("refs/pr/1", SECOND, "model.safetensors", "b");
    Files.createDirectories(root.resolve("models--not--a--model"));
    Files.createDirectories(root.resolve("datasets--acme--texts"));
    assertThat(cache().list().stream().map(model -> model.name().toString()))
        .containsExactly("acme/tiny", "acme/tiny@refs/pr/1");
  }

  @Test
  void keepsFilesSharedWithOtherRevisions() throws IOException {
    write("main", FIRST, "config.json", "shared");
    write("main", FIRST, "model.safetensors", "first");
    write("next", SECOND, "config.json", "shared");
    write("next", SECOND, "model.safetensors", "second!");
    assertThat(cache().remove(MODEL)).isEqualTo("first".length());
    assertThat(cache().find(MODEL)).isEmpty();
    CachedModel kept = cache().find(MODEL.at("next")).orElseThrow();
    assertThat(kept.folder().resolve("config.json")).hasContent("shared");
    assertThat(cache().remove(MODEL.at("next"))).isEqualTo("shared".length() + "second!".length());
    assertThat(root.resolve("models--acme--tiny")).doesNotExist();
  }

  @Test
  void keepsACommitThatAnotherRevisionNames() throws IOException {
    write("main", FIRST, "model.safetensors", "a");
    write("v1", FIRST, "model.safetensors", "a");
    assertThat(cache().remove(MODEL)).isZero();
    assertThat(cache().find(MODEL)).isEmpty();
    assertThat(cache().find(MODEL.at("v1"))).isPresent();
  }

  @Test
  void removesACommitWithAllRevisions() throws IOException {
    write("main", FIRST, "model.safetensors", "a");
    write("v1", FIRST, "model.safetensors", "a");
    assertThat(cache().remove(MODEL.at(FIRST))).isOne();
    assertThat(cache().list()).isEmpty();
  }

  @Test
  void messageListsTheCachedRevisions() throws IOException {
    assertThatThrownBy(() -> cache().remove(MODEL)).hasMessageContaining("holds no acme/tiny");
    write("next", FIRST, "model.safetensors", "a");
    assertThatThrownBy(() -> cache().remove(MODEL)).hasMessageContaining("it has [next]");
  }

  @Test
  void parsesHubNames() {
    assertThat(HubName.of("acme/tiny@v1")).isEqualTo(new HubName("acme/tiny", "v1"));
    for (String bad :
        List.of("a/b/c", "a--b/c", "../b", "a/..", "/a", "a/b@../x", "a b", "", "a/b@", "-a/b")) {
      assertThat(HubName.parse(bad)).as(bad).isEmpty();
    }
  }

  private HubCache cache() {
    return new HubCache(root);
  }

  private void write(String revision, String commit, String name, String content)
      throws IOException {
    Path model = root.resolve("models--acme--tiny");
    Path blob = Files.createDirectories(model.resolve("blobs")).resolve(blobOf(content));
    Files.writeString(blob, content);
    Path ref = model.resolve("refs").resolve(revision);
    Files.createDirectories(ref.getParent());
    Files.writeString(ref, commit);
    Path pointer = model.resolve("snapshots").resolve(commit).resolve(name);
    Files.createDirectories(pointer.getParent());
    Files.deleteIfExists(pointer);
    Files.createSymbolicLink(pointer, pointer.resolveSibling("").relativize(blob));
    noteAbsent(commit);
  }

  /// The note of another client that the hub has no `modules.json`.
  private void noteAbsent(String commit) throws IOException {
    Path notes = root.resolve("models--acme--tiny/.no_exist").resolve(commit);
    Files.createDirectories(notes);
    Files.write(notes.resolve("modules.json"), new byte[0]);
  }

  private static String blobOf(String content) {
    return PretendHub.sha256(content.getBytes(UTF_8));
  }
}
