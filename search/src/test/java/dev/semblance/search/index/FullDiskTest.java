package dev.semblance.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final int BATCH = 20;

  @TempDir Path files;

  /// The disk fills up at a random byte of a write, repeatedly, and has space in between.
  @Test
  void fullDiskKeepsAcknowledgedWritesAndNothingElse() throws IOException {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("FullDiskTest seed " + seed);
    var random = new SplittableRandom(seed);
    var disk = new FullDiskDirectory(FSDirectory.open(files));
    CommittedIndex.create(disk);
    int written = 0;
    int refused = 0;
    try (var index = CommittedIndex.open(files, disk, IndexContext.standalone())) {
      for (int round = 0; round < 60; round++) {
        disk.leave(round % 3 == 0 ? Long.MAX_VALUE : random.nextLong(20_000));
        try {
          index.write(batch(written));
          written++;
        } catch (SemblanceException e) {
          refused++;
          assertThat(e).hasFieldOrPropertyWithValue("fault", Fault.DISK_FULL);
          assertThat(e).hasMessageContaining("is full; nothing of this write was kept");
        }
        assertThat(documents(index)).isEqualTo((long) written * BATCH);
        assertThat(get(index, written * BATCH - 1)).isPresent();
        assertThat(get(index, written * BATCH)).isEmpty();
        assertThat(documentsOnDisk()).isEqualTo(written * BATCH);
      }
      disk.leave(Long.MAX_VALUE);
    }
    assertThat(refused).isPositive();
    assertThat(documentsOnDisk()).isEqualTo(written * BATCH);
  }

  /// Lucene deletes and merges after a commit; that may fail although the commit is written.
  @Test
  void acknowledgesACommitWhenTheDiskFillsUpAfterIt() throws IOException {
    var disk = new FullDiskDirectory(FSDirectory.open(files));
    CommittedIndex.create(disk);
    try (var index = CommittedIndex.open(files, disk, IndexContext.standalone())) {
      disk.fillUpBehindTheNextCommit();
      index.write(batch(0));
      assertThat(documents(index)).isEqualTo(BATCH);
      assertThat(documentsOnDisk()).isEqualTo(BATCH);
      assertThatThrownBy(() -> index.write(batch(1)))
          .hasMessageContaining("is full; nothing of this write was kept");
      disk.leave(Long.MAX_VALUE);
      index.write(batch(1));
      assertThat(documents(index)).isEqualTo(2 * BATCH);
    }
    assertThat(documentsOnDisk()).isEqualTo(2 * BATCH);
  }

  private int documentsOnDisk() throws IOException {
    try (var stored = FSDirectory.open(files);
        var reader = DirectoryReader.open(stored)) {
      return reader.numDocs();
    }
  }

  private static long documents(CommittedIndex index) {
    try (CommitView view = index.view()) {
      return view.count();
    }
  }

  private static Optional<Document> get(CommittedIndex index, int number) {
    try (CommitView view = index.view()) {
      return view.get(number + "");
    }
  }

  private static List<StoredEntry> batch(int number) {
    return IntStream.range(number * BATCH, (number + 1) * BATCH)
        .mapToObj(
            i -> StoredEntries.entry(new Document(i + "", "title", "words of " + i), 1, 0, 0, 0))
        .toList();
  }
}
