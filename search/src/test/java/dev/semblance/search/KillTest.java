package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed at random moments: every acknowledged batch is complete on disk,
/// and none is incomplete. `-Dsemblance.kills=N` sets how often.
class KillTest {
  private static final int KILLS = Integer.getInteger("semblance.kills", 4);

  @TempDir Path root;

  @Test
  void keepsEveryAcknowledgedWrite() throws Exception {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("KillTest seed " + seed);
    var random = new SplittableRandom(seed);
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int acknowledged = writeUntilKilled(next, random.nextLong(1_500));
      assertThat(acknowledged).isGreaterThanOrEqualTo(next);
      next = verify(acknowledged);
    }
  }

  /// Returns the number of the last batch that was acknowledged.
  private int writeUntilKilled(int first, long millis) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                root.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = writer.inputReader()) {
      int acknowledged = Integer.parseInt(lines.readLine());
      // By its handle: Process.destroyForcibly would close the stream that is being read here.
      var killed =
          CompletableFuture.runAsync(
              writer.toHandle()::destroyForcibly,
              CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged = Math.max(acknowledged, Integer.parseInt(line));
      }
      killed.join();
      assertThat(writer.waitFor()).isEqualTo(128 + 9);
      return acknowledged;
    }
  }

  /// Every batch up to the acknowledged one must be complete; the next one complete or absent.
  /// Returns the number of the first batch that is absent.
  private int verify(int acknowledged) {
    var embedder = new FixedEmbedder();
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection collection = data.collection("c");
      boolean ahead = collection.get((acknowledged + 1) + "-0").isPresent();
      int last = ahead ? acknowledged + 1 : acknowledged;
      long documents = 0;
      for (int batch = 0; batch <= last; batch++) {
        for (Document document : KilledWriter.documents(batch)) {
          documents++;
          assertThat(collection.get(document.id())).contains(document);
          assertThat(first(collection, document.text(), Lane.LEXICAL).document())
              .isEqualTo(document);
          Hit nearest = first(collection, document.passage(), Lane.DENSE);
          assertThat(nearest.document()).isEqualTo(document);
          assertThat(nearest.score()).isEqualTo(1, within(1e-6));
        }
      }
      assertThat(collection.info().documents()).isEqualTo(documents);
      assertThat(embedder.embedded()).as("questions alone are embedded").isEqualTo(documents);
      return last + 1;
    }
  }

  private static Hit first(DocumentCollection collection, String query, Lane lane) {
    return collection
        .search(SearchRequest.of(query, List.of(lane), Page.first(1)))
        .hits()
        .getFirst();
  }
}
