package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncTest {
  @TempDir Path folder;

  private final MemoryCollection collection = new MemoryCollection();
  private Path notes;
  private Path manifest;

  @BeforeEach
  void write() {
    notes = folder.resolve("notes");
    manifest = folder.resolve("data/.sync/documents.jsonl");
    ReadAll.file(notes, "a.txt", "one");
    ReadAll.file(notes, "sub/b.txt", "two");
    ReadAll.file(
        notes, "c.jsonl", "{\"id\":\"c1\",\"text\":\"x\"}\n{\"id\":\"c2\",\"text\":\"y\"}\n");
    assertThat(sync(notes).counts().written()).isEqualTo(4);
  }

  @Test
  void documentsThatLeftTheirFilesAreRemoved() throws IOException {
    Files.delete(notes.resolve("sub/b.txt"));
    ReadAll.file(notes, "c.jsonl", "{\"id\":\"c2\",\"text\":\"y\"}\n");
    assertThat(sync(notes).counts()).isEqualTo(new IngestReport.IngestCounts(0, 2, 0, 2));
    assertThat(collection.documents).containsOnlyKeys("a.txt", "c2");
    assertThat(sync(notes).counts().removed()).isZero();
  }

  @Test
  void documentsOfOtherSourcesStay() throws IOException {
    Path other = folder.resolve("other");
    ReadAll.file(
        other, "d.jsonl", "{\"id\":\"c1\",\"text\":\"x\"}\n{\"id\":\"d\",\"text\":\"y\"}\n");
    sync(other);
    Files.delete(notes.resolve("c.jsonl"));
    assertThat(sync(notes).counts().removed()).isEqualTo(1);
    assertThat(collection.documents).containsOnlyKeys("a.txt", "sub/b.txt", "c1", "d");
    Files.delete(other.resolve("d.jsonl"));
    ReadAll.file(other, "e.txt", "three");
    assertThat(sync(other).counts().removed()).isEqualTo(2);
  }

  @Test
  void whatCouldNotBeReadStays() {
    ReadAll.file(notes, "c.jsonl", "{\"id\":\"c2\",\"text\":\"y\"}\n{broken\n");
    ReadAll.file(notes, "a.txt", new byte[] {'a', 0, 'b'});
    assertThat(sync(notes).counts().removed()).isZero();
    assertThat(collection.documents).containsOnlyKeys("a.txt", "sub/b.txt", "c1", "c2");
    ReadAll.file(notes, "c.jsonl", "{\"id\":\"c2\",\"text\":\"y\"}\n");
    ReadAll.file(notes, "a.txt", "one");
    assertThat(sync(notes).counts().removed()).isEqualTo(1);
  }

  @Test
  void aDocumentThatMovesToAnotherFileStays() throws IOException {
    Files.move(notes.resolve("c.jsonl"), notes.resolve("moved.jsonl"));
    assertThat(sync(notes).counts().removed()).isZero();
    Files.delete(notes.resolve("moved.jsonl"));
    assertThat(sync(notes).counts().removed()).isEqualTo(2);
  }

  @Test
  void anInterruptedRunRemovesNothingAndForgetsNothing() throws IOException {
    Files.delete(notes.resolve("sub/b.txt"));
    ReadAll.file(notes, "new.txt", "new");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> sync(notes)).hasMessageContaining("interrupted");
    var _ = Thread.interrupted(); // the next run begins without
    assertThat(collection.documents).containsKey("sub/b.txt");
    assertThat(sync(notes).counts().removed()).isEqualTo(1);
  }

  @Test
  void aMissingFolderRemovesNothing() throws IOException {
    Files.move(notes, folder.resolve("elsewhere"));
    assertThatThrownBy(() -> sync(notes)).isInstanceOf(SemblanceException.class);
    assertThat(collection.documents).hasSize(4);
  }

  @Test
  void aDamagedManifestIsReported() throws IOException {
    Files.writeString(manifest, "{\"file\":");
    assertThatThrownBy(() -> sync(notes))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("documents.jsonl is damaged");
  }

  private IngestReport sync(Path source) {
    return new Ingest(collection, Progress.SILENT)
        .sync(Source.of(source), SyncManifest.open(manifest, List.of(source)));
  }
}
