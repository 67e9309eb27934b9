package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How often opening a model reads each of its JSON files, by Flight Recorder's events of file
/// reads, and whether the parsed trees are kept. The fingerprint maps files and makes no such
/// event.
class OpeningReadsTest {
  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-cls",
        "bert-sharded",
        "bge-m3-like",
        "classifier-3",
        "clip",
        "clip-sentence-transformers",
        "colbert",
        "modernbert-colbert",
        "splade",
        "splade-inference-free",
        "static-embedding"
      })
  void everyJsonFileIsReadOnce(String name) throws IOException {
    Path folder = Shared.copy(Shared.model(name), scratch.resolve("model"));
    SortedMap<String, Double> reads = reads(folder);
    assertThat(reads).isNotEmpty().allSatisfy((file, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void openModelsKeepNoParsedFile() throws JMException {
    long before = treeNodes();
    try (Model model =
        Engine.openModel(Shared.resource("bert-cls").toString(), Shared.packaged())) {
      int vocabulary = model.card().shape().vocabulary();
      assertThat(treeNodes() - before).isLessThan(vocabulary / 2);
    }
  }

  /// Reachable JSON nodes in this process, by a class histogram.
  private static long treeNodes() throws JMException {
    var histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .filter(line -> line.contains("com.fasterxml.jackson.databind.node."))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", 4)[1]))
        .sum();
  }

  /// Bytes read of each JSON file, divided by its size.
  private SortedMap<String, Double> reads(Path folder) throws IOException {
    Path file = scratch.resolve("reads.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileRead").withThreshold(Duration.ZERO).withoutStackTrace();
      recording.start();
      Engine.openModel(folder.toString(), Shared.packaged()).close();
      recording.stop();
      recording.dump(file);
    }
    SortedMap<String, Double> reads = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      String path = String.valueOf(event.getString("path"));
      if (path.startsWith(folder.toString()) && path.endsWith(".json")) {
        String name = folder.relativize(Path.of(path)).toString();
        double part = Math.max(0, event.getLong("bytesRead")) / (double) Files.size(Path.of(path));
        reads.merge(name, part, Double::sum);
      }
    }
    return reads;
  }
}
