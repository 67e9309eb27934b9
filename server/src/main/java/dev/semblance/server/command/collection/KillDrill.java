package dev.semblance.server.command.collection;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Kills a process that writes, at random moments, and reads what it has acknowledged. *One thread
/// at a time.*
final class KillDrill {
  /// Longest time that the process writes before it is killed.
  private static final int MOST_MILLIS = 1_500;

  private final Path root;
  private final SplittableRandom random;
  private int batches;
  private long lost;
  private long half;
  private long resurrected;

  KillDrill(Path root, SplittableRandom random) {
    this.root = root;
    this.random = random;
  }

  /// What the kills have shown.
  ///
  /// @param batches acknowledged writes, each followed by a deletion
  /// @param lost documents of acknowledged writes that are missing or differ
  /// @param half writes that were not acknowledged and are there in part
  /// @param resurrected documents whose deletion was acknowledged and that are there
  record KillResult(int batches, long lost, long half, long resurrected) {
    boolean isGood() {
      return lost + half + resurrected == 0;
    }
  }

  KillResult run(int kills) throws IOException, InterruptedException {
    for (int kill = 0; kill < kills; kill++) {
      int acknowledged = writeUntilKilled(batches);
      batches = read(acknowledged + 1);
    }
    return new KillResult(batches, lost, half, resurrected);
  }

  /// Returns the number of the last batch that was acknowledged.
  private int writeUntilKilled(int first) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                DrillWriter.class.getName(),
                root.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int acknowledged = first - 1;
    try (BufferedReader lines = writer.inputReader()) {
      String line = lines.readLine();
      // By its handle: Process.destroyForcibly would close the stream that is being read here.
      var killed =
          CompletableFuture.runAsync(
              writer.toHandle()::destroyForcibly,
              CompletableFuture.delayedExecutor(
                  random.nextLong(MOST_MILLIS), TimeUnit.MILLISECONDS));
      for (; line != null; line = lines.readLine()) {
        acknowledged = Integer.parseInt(line);
      }
      killed.join();
      writer.waitFor();
    }
    return acknowledged;
  }

  /// Reads all batches; returns how many were acknowledged. The next process writes the one after
  /// them again: its deletion may be missing.
  private int read(int acknowledged) {
    try (var data = DrillWriter.open(root)) {
      DocumentCollection collection = data.collection(DrillWriter.COLLECTION);
      for (int batch = 0; batch < acknowledged; batch++) {
        lost += missing(collection, batch);
        resurrected += collection.get(DrillWriter.id(batch, 0)).isPresent() ? 1 : 0;
      }
      long missing = missing(collection, acknowledged);
      half += missing > 0 && missing < written(acknowledged).size() ? 1 : 0;
      return acknowledged;
    }
  }

  private static long missing(DocumentCollection collection, int batch) {
    return written(batch).stream()
        .filter(document -> !collection.get(document.id()).filter(document::equals).isPresent())
        .count();
  }

  /// Without the document that is removed.
  private static List<Document> written(int batch) {
    List<Document> all = DrillWriter.documents(batch);
    return all.subList(1, all.size());
  }
}
