package dev.semblance.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.document.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskReserveTest {
  @TempDir Path files;
  private final AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
  private final IndexActivity activity = new IndexActivity();
  private final IndexContext context =
      new IndexContext(new OpenIndexes(1), new DiskReserve(usable::get, 1_000), activity);

  @Test
  void onlyDeletionsAreAcceptedWhenTheReserveIsLeft() throws IOException {
    try (CommittedIndex index = open()) {
      write(index, "1");
      write(index, "2");
      usable.set(999);
      assertThatThrownBy(() -> write(index, "3"))
          .hasMessageContaining("is full but for a reserve of 1000 bytes")
          .hasMessageContaining("Delete documents or collections, which is still possible")
          .extracting("fault")
          .isEqualTo(Fault.DISK_FULL);
      assertThat(index.delete(List.of("1"))).containsExactly("1");
      usable.set(1_000);
      write(index, "3");
      try (CommitView view = index.view()) {
        assertThat(view.count()).isEqualTo(2);
      }
    }
  }

  @Test
  void mergesWaitForRoom() throws IOException {
    try (CommittedIndex index = open()) {
      usable.set(1_001); // a write is accepted, a merge of any size is not
      for (int i = 0; i < 40; i++) {
        write(index, "a" + i);
      }
      try (CommitView view = index.view()) {
        assertThat(view.segments()).isEqualTo(40);
      }
      usable.set(Long.MAX_VALUE);
      for (int i = 0; i < 10; i++) {
        write(index, "b" + i);
      }
    }
    assertThat(activity.counts().merges()).isPositive();
    assertThat(activity.counts().commits()).isGreaterThanOrEqualTo(50);
  }

  @Test
  void failedMergeIsCounted() throws IOException {
    try (var merges = new MergeThreads("c", activity, new IndexHealth())) {
      merges.handleMergeException(new IOException("No space left on device"));
    }
    assertThat(activity.counts().failedMerges()).isOne();
  }

  private CommittedIndex open() throws IOException {
    var directory = FSDirectory.open(files);
    CommittedIndex.create(directory);
    return CommittedIndex.open(files, directory, context);
  }

  private static void write(CommittedIndex index, String id) {
    index.write(List.of(StoredEntries.entry(new Document(id, "title", "text " + id), 1, 0, 0)));
  }
}
