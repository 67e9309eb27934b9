package dev.semblance.bench;

import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.io.Trees;
import dev.semblance.query.SearchRequest;
import dev.semblance.search.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Latency of searches in one collection while others are listed, opened, created and dropped.
@Command(
    name = "collections",
    description = {
      "Makes many collections, then searches one of them: first alone, then while other threads"
          + " list them, open others, create and drop some, and wait for a model that opens slowly."
          + " Reports median and p99 of both."
    },
    mixinStandardHelpOptions = true)
final class CollectionsBenchCommand implements Callable<Integer> {
  private static final int DOCUMENTS = 2_000;
  private static final long SLOW_MODEL_MILLIS = 3_000;

  /// Of each thread between two operations, as between the requests of a client: without it the
  /// threads would take the cores from the searches, and that is not what is measured.
  private static final Duration PAUSE = Duration.ofMillis(50);

  @Option(names = "--collections", defaultValue = "1000", description = "How many (1000).")
  int count;

  @Option(names = "--searches", defaultValue = "1000", description = "How many (1000).")
  int searches;

  @Option(
      names = "--data",
      description = "Folder on the disk to measure; a temporary one by default.")
  @Nullable Path folder;

  private final AtomicBoolean working = new AtomicBoolean(true);
  private final AtomicLong operations = new AtomicLong();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path parent = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
    Path root = Files.createTempDirectory(parent, "semblance-bench-collections");
    try {
      fill(root);
      long start = System.nanoTime();
      try (DataDirectory data = DataDirectory.open(root, CollectionsBenchCommand::slowly)) {
        long opened = System.nanoTime();
        int listed = data.list().size();
        System.out.printf(
            Locale.ROOT,
            "opened in %.0f ms, %d collections listed in %.0f ms%n",
            (opened - start) / 1e6,
            listed,
            (System.nanoTime() - opened) / 1e6);
        measure(data);
      }
    } finally {
      Trees.delete(root);
    }
    return 0;
  }

  private void fill(Path root) {
    try (DataDirectory data = DataDirectory.open(root, CollectionsBenchCommand::embedder)) {
      for (int i = 0; i < count; i++) {
        data.create("c" + i, i % 10 == 9 ? "slow" : "fixed");
      }
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS; i++) {
        entries.add(Entry.of(new Document("d" + i, "title", "words " + i % 97 + " of " + i)));
      }
      data.create("searched", "fixed").write(entries);
    }
  }

  private void measure(DataDirectory data) throws InterruptedException {
    DocumentCollection searched = data.collection("searched");
    latencies(searched); // the JVM compiles
    double[] alone = latencies(searched);
    List<Thread> others =
        List.of(
            worker(i -> data.list()),
            worker(i -> data.find("c" + i % count)),
            worker(i -> {
              data.create("new" + i % 5, "fixed");
              data.drop("new" + i % 5);
            }));
    double[] beside = latencies(searched);
    working.set(false);
    print("alone", alone);
    print("beside other collections", beside);
    System.out.printf(
        Locale.ROOT,
        "p99 differs by %.2f ms, beside %d operations%n",
        p99(beside) - p99(alone),
        operations.get());
    for (Thread other : others) {
      other.join();
    }
  }

  private Thread worker(Consumer<Integer> operation) {
    return Thread.ofPlatform()
        .start(() -> {
          for (int i = 0; working.get(); i++) {
            operation.accept(i);
            operations.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
          }
        });
  }

  /// Sorted milliseconds.
  private double[] latencies(DocumentCollection collection) {
    double[] millis = new double[searches];
    for (int i = 0; i < searches; i++) {
      long start = System.nanoTime();
      var _ = collection.search(SearchRequest.hybrid("words " + i % 97, 10)).hits();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private static Embedder slowly(String model) {
    if (model.equals("slow")) {
      try {
        Thread.sleep(SLOW_MODEL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return embedder(model);
  }

  private static Embedder embedder(String model) {
    var card =
        new ModelCard(
            model,
            model,
            ModelCard.Task.Embed.dense("cls"),
            new ModelCard.Shape(2, 512, 1, "float32"),
            Prompts.NONE);
    return new FixedEmbedder(card, Embedded.dense(new float[] {1, 0}, 1));
  }

  private static double p99(double[] sorted) {
    return sorted[(int) (sorted.length * 0.99)];
  }

  private static void print(String when, double[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%d searches %-24s median %6.2f ms   p99 %6.2f ms   longest %6.2f ms%n",
        sorted.length,
        when,
        sorted[sorted.length / 2],
        p99(sorted),
        sorted[sorted.length - 1]);
  }
}
