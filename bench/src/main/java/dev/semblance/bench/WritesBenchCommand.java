package dev.semblance.bench;

import dev.semblance.Embedded;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.io.Trees;
import dev.semblance.search.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Rate at which single documents become durable, by the number of writers.
@Command(
    name = "writes",
    description = {
      "Writes single documents with given vectors to a collection, by 1, 8 and 32 writers in turn,"
          + " each of which waits until its document is on disk. Writers that arrive together share"
          + " a commit: reports documents a second and the ratio to one writer."
    },
    mixinStandardHelpOptions = true)
final class WritesBenchCommand implements Callable<Integer> {
  private static final int[] WRITERS = {1, 8, 32};
  private static final int DIMENSIONS = 64;

  @Option(names = "--seconds", defaultValue = "3", description = "Seconds a measurement takes (3).")
  int seconds;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; the median counts (3).")
  int rounds;

  @Option(
      names = "--data",
      description = "Folder on the disk to measure; a temporary one by default.")
  @Nullable Path folder;

  private final AtomicLong ids = new AtomicLong();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = Files.createTempDirectory(parent(), "semblance-bench-writes");
    try (DataDirectory data = DataDirectory.open(root, _ -> embedder())) {
      DocumentCollection collection = data.create("bench", "fixed");
      rate(collection, 8); // the JVM compiles
      double[][] rates = new double[WRITERS.length][rounds];
      double[] commits = new double[WRITERS.length];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < WRITERS.length; i++) {
          long before = data.statistics().activity().commits();
          long first = ids.get();
          rates[i][round] = rate(collection, WRITERS[i]);
          long made = data.statistics().activity().commits() - before;
          commits[i] += (double) (ids.get() - first) / made / rounds;
        }
      }
      print(rates, commits);
    } finally {
      Trees.delete(root);
    }
    return 0;
  }

  private Path parent() {
    return folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
  }

  private static FixedEmbedder embedder() {
    var card =
        new ModelCard(
            "fixed",
            "fixed",
            ModelCard.Task.Embed.dense("cls"),
            new ModelCard.Shape(DIMENSIONS, 512, 1, "float32"),
            Prompts.NONE);
    return new FixedEmbedder(card, Embedded.dense(vector(1), 1));
  }

  /// Documents a second.
  private double rate(DocumentCollection collection, int writers) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    long first = ids.get();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                while (System.nanoTime() < end) {
                  write(collection);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return (ids.get() - first) / ((System.nanoTime() - start) / 1e9);
  }

  private void write(DocumentCollection collection) {
    long id = ids.incrementAndGet();
    var document = new Document("d" + id, "title", "words of document " + id);
    collection.write(List.of(new Entry(document, vector(id))));
  }

  private static float[] vector(long seed) {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) Math.sin(seed * (i + 1.0));
    }
    return vector;
  }

  private static void print(double[][] rates, double[] commits) {
    double one = median(rates[0]);
    for (int i = 0; i < WRITERS.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "%2d writers  %7.1f documents/s   %5.1f documents a commit   %5.2f x one writer%n",
          WRITERS[i],
          median(rates[i]),
          commits[i],
          median(rates[i]) / one);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
