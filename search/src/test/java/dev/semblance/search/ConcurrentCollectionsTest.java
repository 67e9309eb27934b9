package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.SearchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Operations on collections while the model `slow` is being opened, which ends when a test
/// releases it: a test reaches its timeout when an operation waits for the model that should not.
@Timeout(60)
class ConcurrentCollectionsTest {
  @TempDir Path root;
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private final AtomicInteger opens = new AtomicInteger();

  @BeforeEach
  void createCollections() {
    try (var data = DataDirectory.open(root, ConcurrentCollectionsTest::embedder)) {
      data.create("fast", "fast").write(Entry.ofAll(List.of(new Document("1", "title", "text"))));
      data.create("cold", "slow").write(Entry.ofAll(List.of(new Document("1", "title", "text"))));
    }
  }

  private static Embedder embedder(String model) {
    return new FixedEmbedder(model, "f-" + model, 8);
  }

  private Embedder slowly(String model) {
    if (model.equals("slow")) {
      opens.incrementAndGet();
      opening.countDown();
      try {
        if (!opened.await(30, TimeUnit.SECONDS)) {
          throw new AssertionError("not released within 30 s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SemblanceException(Fault.CANCELLED, "interrupted", e);
      }
    }
    return embedder(model);
  }

  @Test
  void openCollectionIsSearchedWhileTheModelOfAnotherOpens() throws Exception {
    try (var data = DataDirectory.open(root, this::slowly)) {
      data.collection("fast");
      var cold = start(() -> search(data.collection("cold")));
      opening.await();
      assertThat(data.collection("cold").get("1")).isPresent();
      assertThat(data.collection("fast").search(SearchRequest.hybrid("text", 3)).hits()).hasSize(1);
      assertThat(data.list()).extracting(CollectionInfo::name).containsExactly("cold", "fast");
      assertThat(data.create("other", "fast").info().documents()).isZero();
      assertThat(data.drop("other")).isTrue();
      assertThat(data.find("absent")).isEmpty();
      assertThat(cold.isDone()).isFalse();
      opened.countDown();
      assertThat(cold.get()).hasSize(1);
    }
  }

  private static List<Hit> search(DocumentCollection collection) {
    return collection.search(SearchRequest.hybrid("text", 3)).hits();
  }

  @Test
  void concurrentCallersOpenACollectionOnce() throws Exception {
    try (var data = DataDirectory.open(root, this::slowly)) {
      List<FutureTask<DocumentCollection>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(start(() -> data.collection("cold")));
      }
      for (var task : tasks) {
        assertThat(task.get()).isSameAs(data.collection("cold"));
      }
      assertThat(opens).hasValue(0);
    }
  }

  @Test
  void creationBlocksOnlyItsCallerWhileTheModelOpens() throws Exception {
    try (var data = DataDirectory.open(root, this::slowly)) {
      var created = start(() -> data.create("new", "slow"));
      opening.await();
      assertThat(data.find("new")).isEmpty();
      assertThat(data.drop("new")).isFalse();
      DocumentCollection quicker = data.create("new", "fast");
      opened.countDown();
      assertThatThrownBy(created::get)
          .hasRootCauseMessage(
              "collection new exists with model fast, not slow; delete it first or choose another"
                  + " name");
      assertThat(data.collection("new")).isSameAs(quicker);
    }
  }

  @Test
  void concurrentCreationsReturnTheSameCollection() throws Exception {
    opened.countDown();
    try (var data = DataDirectory.open(root, this::slowly)) {
      for (int round = 0; round < 20; round++) {
        String name = "c" + round;
        var tasks =
            IntStream.range(0, 4).mapToObj(_ -> start(() -> data.create(name, "slow"))).toList();
        for (var task : tasks) {
          assertThat(task.get()).isSameAs(data.collection(name));
        }
      }
    }
  }

  @Test
  void collectionIsDeletedWhileItsModelOpens() throws Exception {
    try (var data = DataDirectory.open(root, this::slowly)) {
      var search = start(() -> search(data.collection("cold")));
      opening.await();
      assertThat(data.drop("cold")).isTrue();
      assertThat(root.resolve("cold")).doesNotExist();
      assertThat(data.find("cold")).isEmpty();
      DocumentCollection again = data.create("cold", "fast");
      opened.countDown();
      assertThat(search.get()).as("the documents when the search began").hasSize(1);
      assertThat(again.info().documents()).isZero();
    }
  }

  @Test
  void directoryClosesWhileAModelOpens() throws Exception {
    var data = DataDirectory.open(root, this::slowly);
    var search = start(() -> search(data.collection("cold")));
    opening.await();
    var created = start(() -> data.create("new", "slow"));
    while (opens.get() < 2) {
      Thread.onSpinWait();
    }
    data.close();
    data.close();
    DataDirectory.open(root, ConcurrentCollectionsTest::embedder).close();
    opened.countDown();
    assertThat(search.get()).hasSize(1);
    assertThatThrownBy(created::get).hasRootCauseMessage("data directory " + root + " is closed");
    assertThat(root.resolve("new")).doesNotExist();
  }

  @Test
  void failedOpeningOfAModelIsNotCached() {
    for (Throwable thrown :
        List.of(
            new SemblanceException(Fault.OVERLOADED, "injected"),
            new OutOfMemoryError("injected"))) {
      var fails = new AtomicInteger(1);
      try (var data =
          DataDirectory.open(
              root,
              model -> {
                if (fails.getAndDecrement() > 0) {
                  throwIt(thrown);
                }
                return embedder(model);
              })) {
        DocumentCollection cold = data.collection("cold");
        assertThatThrownBy(() -> search(cold)).isSameAs(thrown);
        assertThat(search(cold)).hasSize(1);
      }
    }
  }

  private static void throwIt(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  /// Concurrent operations on two names. In any order nothing hangs, only operations on a missing
  /// collection fail, and what was written last can be read after a restart.
  @Test
  void randomOperationsLeaveAConsistentDirectory() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("ConcurrentCollectionsTest seed " + seed);
    opened.countDown();
    try (var data = DataDirectory.open(root, this::slowly)) {
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      for (int task = 0; task < 4; task++) {
        var random = new SplittableRandom(seed + task);
        tasks.add(
            start(() -> {
              for (int step = 0; step < 60; step++) {
                anyOperation(data, random);
              }
              return true;
            }));
      }
      for (var task : tasks) {
        assertThat(task.get(50, TimeUnit.SECONDS)).isTrue();
      }
    }
    try (var data = DataDirectory.open(root, ConcurrentCollectionsTest::embedder)) {
      for (CollectionInfo info : data.list()) {
        DocumentCollection collection = data.collection(info.name());
        collection.write(Entry.ofAll(List.of(new Document("last", "title", "text"))));
        assertThat(collection.get("last")).isPresent();
      }
    }
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".new-") || name.startsWith(".gone-"));
    }
  }

  private static void anyOperation(DataDirectory data, SplittableRandom random) {
    String name = random.nextBoolean() ? "x" : "y";
    try {
      switch (random.nextInt(6)) {
        case 0 -> data.create(name, "fast");
        case 1 -> data.drop(name);
        case 2 -> data.list();
        case 3 -> data.collection(name).get("1");
        case 4 -> {
          Optional<DocumentCollection> collection = data.find(name);
          collection.ifPresent(found -> found.delete("1"));
        }
        default ->
            data.collection(name).write(Entry.ofAll(List.of(new Document("1", "title", "text"))));
      }
    } catch (SemblanceException e) {
      assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND);
    }
  }

  private static <T> FutureTask<T> start(Supplier<T> operation) {
    var task = new FutureTask<>(operation::get);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
