package dev.semblance.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OnDemandIndexTest {
  @TempDir Path root;
  private final IndexContext context =
      new IndexContext(new OpenIndexes(2), DiskReserve.NONE, new IndexActivity());

  @Test
  void leastRecentlyUsedIsClosedAndOpenedAgainByItsNextUse() throws IOException {
    List<OnDemandIndex> indexes = List.of(index("a"), index("b"), index("c"));
    for (OnDemandIndex index : indexes) {
      write(index, "1");
    }
    assertThat(context.open().count()).isEqualTo(2);
    assertThat(indexes.getFirst().segments()).isZero();
    assertThat(indexes.getFirst().size().documents()).isOne();
    assertThat(indexes.getFirst().segments()).isZero();
    write(indexes.getFirst(), "2");
    assertThat(indexes.get(1).segments()).isZero();
    for (OnDemandIndex index : indexes) {
      assertThat(get(index, "1")).isTrue();
      assertThat(context.open().count()).isLessThanOrEqualTo(2);
      index.close();
    }
    assertThat(context.open().count()).isZero();
  }

  @Test
  void viewOutlastsTheClosingOfItsIndex() throws IOException {
    try (OnDemandIndex index = index("a")) {
      write(index, "1");
      try (CommitView view = index.use(CommittedIndex::view)) {
        index.closeIfIdle();
        assertThat(context.open().count()).isZero();
        assertThat(view.get("1")).isPresent();
      }
      write(index, "2");
      assertThat(index.size().documents()).isEqualTo(2);
    }
  }

  @Test
  void usedIndexIsNotClosed() throws IOException {
    try (OnDemandIndex index = index("a")) {
      boolean open =
          index.use(used -> {
            index.closeIfIdle();
            used.write(List.of(entry("1")));
            return index.segments() > 0;
          });
      assertThat(open).isTrue();
    }
  }

  @Test
  void closedIndexRefusesEveryUse() throws IOException {
    OnDemandIndex index = index("a");
    write(index, "1");
    index.close();
    index.close();
    for (Runnable use : List.<Runnable>of(() -> write(index, "2"), index::size)) {
      assertThatThrownBy(use::run)
          .hasMessage("collection a was closed or deleted")
          .extracting("fault")
          .isEqualTo(Fault.NOT_FOUND);
    }
  }

  @Test
  void sizeIsReadWithoutOpening() throws IOException {
    try (OnDemandIndex index = index("a")) {
      write(index, "1");
      write(index, "2");
      index.use(open -> open.delete(List.of("1")));
    }
    try (OnDemandIndex again =
        new OnDemandIndex(new CollectionFolder(root.resolve("a")), context)) {
      assertThat(again.size().documents()).isOne();
      assertThat(again.size().bytes()).isPositive();
      assertThat(context.open().count()).isZero();
    }
  }

  /// Every acknowledged document is found, however often indexes are closed between the writes.
  @Test
  void nothingIsLostWhenManyThreadsUseMoreIndexesThanStayOpen() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("OnDemandIndexTest seed " + seed);
    List<OnDemandIndex> indexes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      indexes.add(index("c" + i));
    }
    var written = new ConcurrentHashMap<String, Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int task = 0; task < 6; task++) {
        var random = new SplittableRandom(seed + task);
        String prefix = task + "-";
        tasks.add(
            threads.submit(() -> {
              for (int step = 0; step < 15; step++) {
                int at = random.nextInt(indexes.size());
                write(indexes.get(at), prefix + step);
                written.put(prefix + step, at);
              }
            }));
      }
      for (var task : tasks) {
        task.get();
      }
    }
    written.forEach((id, at) -> assertThat(get(indexes.get(at), id)).as(id).isTrue());
    indexes.forEach(OnDemandIndex::close);
  }

  private OnDemandIndex index(String name) throws IOException {
    var folder = new CollectionFolder(root.resolve(name));
    var schema = Schema.inferred(new ModelVersion("fixed", "f1"), 3);
    folder.create(new CollectionMetadata(schema, Instant.EPOCH));
    return new OnDemandIndex(folder, context);
  }

  private static void write(OnDemandIndex index, String id) {
    index.use(open -> {
      open.write(List.of(entry(id)));
      return id;
    });
  }

  private static boolean get(OnDemandIndex index, String id) {
    try (CommitView view = index.use(CommittedIndex::view)) {
      return view.get(id).isPresent();
    }
  }

  private static StoredEntry entry(String id) {
    return StoredEntries.entry(new Document(id, "title", "text"), 1, 0, 0);
  }
}
