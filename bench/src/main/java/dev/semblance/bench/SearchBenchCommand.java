package dev.semblance.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.engine.Engine;
import dev.semblance.search.DataDirectory;
import dev.semblance.search.ingest.Ingest;
import dev.semblance.search.ingest.Source;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Latency of a search over HTTP, embedding of the query included.
@Command(
    name = "search",
    description = {
      "Measure the latency of searches over HTTP.",
      "",
      "Indexes a corpus in BEIR format once, starts the server on a free port of loopback, and"
          + " sends the queries one after another over HTTP. Reports the median, p90 and p99 of"
          + " each mode."
    },
    mixinStandardHelpOptions = true)
final class SearchBenchCommand implements Callable<Integer> {
  private static final String COLLECTION = "bench";
  private static final int WARMUP_QUERIES = 500;
  private static final List<String> MODES = List.of("hybrid", "dense", "lexical");

  @Option(
      names = "--dataset",
      description =
          "Folder with corpus.jsonl[.gz] and queries.jsonl (default: shared/data/arxiv_cs).")
  @Nullable Path dataset;

  @Option(
      names = "--data",
      description = "Data directory to keep the index in; a temporary one by default.")
  @Nullable Path data;

  @Option(
      names = "--queries",
      defaultValue = "1000",
      description = "Number of queries (default: 1000).")
  int queries;

  @Override
  public Integer call() throws IOException {
    Path folder = dataset == null ? Bench.shared("data/arxiv_cs") : dataset;
    Bench.require(folder.resolve("queries.jsonl"), "--dataset DIR, a folder in BEIR format");
    Path root = data == null ? Files.createTempDirectory("semblance-bench-search") : data;
    try (Embedder embedder = Engine.open(Bench.MODEL, Bench.settings());
        DataDirectory catalog = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection collection = catalog.create(COLLECTION, Bench.MODEL);
      System.err.println(
          "indexing "
              + folder.getFileName()
              + "; another run with the same --data reuses the index");
      var report = new Ingest(collection, Progress.SILENT).run(Source.of(corpusFile(folder)));
      System.err.println(report);
      Services services = Services.over(List.of(embedder), catalog, ServiceSettings.STANDARD);
      try (HttpServer server = HttpServer.start(services, HttpSettings.STANDARD.withPort(0));
          HttpPoster client = new HttpPoster(server.port())) {
        List<String> texts = queryTexts(folder);
        Map<String, double[]> latencies = latencies(client, texts);
        latencies.forEach((mode, millis) -> print(collection.info().documents(), mode, millis));
      }
    }
    return 0;
  }

  /// Sorted latencies by mode: every query in every mode, the modes in turn.
  private static Map<String, double[]> latencies(HttpPoster client, List<String> texts)
      throws IOException {
    Map<String, double[]> millis = new LinkedHashMap<>();
    MODES.forEach(mode -> millis.put(mode, new double[texts.size()]));
    for (int i = -WARMUP_QUERIES; i < texts.size(); i++) {
      for (String mode : MODES) {
        double taken = latency(client, mode, texts.get(Math.floorMod(i, texts.size())));
        if (i >= 0) {
          requireNonNull(millis.get(mode))[i] = taken;
        }
      }
    }
    millis.values().forEach(Arrays::sort);
    return millis;
  }

  private static double latency(HttpPoster client, String mode, String query) throws IOException {
    byte[] body = Bench.JSON.writeValueAsBytes(Map.of("query", query, "mode", mode));
    long started = System.nanoTime();
    var answer = client.post("/collections/" + COLLECTION + "/search", body, 0);
    if (answer.status() != 200) {
      throw new SemblanceException(Fault.INTERNAL, "status " + answer.status());
    }
    return (System.nanoTime() - started) / 1e6;
  }

  private static void print(long documents, String mode, double[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%d documents, %d queries, %-8s median %6.2f ms   p90 %6.2f ms   p99 %6.2f ms%n",
        documents,
        sorted.length,
        mode,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.9)],
        sorted[(int) (sorted.length * 0.99)]);
  }

  private List<String> queryTexts(Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("queries.jsonl"))) {
      JsonNode query = Bench.JSON.readTree(line);
      texts.add(query.path("text").asText());
    }
    return texts.subList(0, Math.min(queries, texts.size()));
  }

  private static Path corpusFile(Path folder) {
    Path packed = folder.resolve("corpus.jsonl.gz");
    return Files.exists(packed) ? packed : folder.resolve("corpus.jsonl");
  }
}
