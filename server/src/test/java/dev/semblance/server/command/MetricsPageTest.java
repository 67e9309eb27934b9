package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.PrometheusText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/reference/metrics.md` lists the series that `serve` prints.
class MetricsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("semblance.root", ".."), "docs/reference/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\| (counter|gauge|histogram) \\|([^|]*)\\|.*");
  private static final Pattern BETWEEN = Pattern.compile("[`, ]+");

  @TempDir private Path data;

  /// @param labels without `le`, which every histogram has
  private record Series(String type, Set<String> labels) {}

  @Test
  void pageMatchesThePrintedMetrics() throws Exception {
    Map<String, Series> printed = new LinkedHashMap<>();
    PrometheusText text = PrometheusText.read(printedByServer());
    text.families()
        .forEach((name, family) -> {
          Set<String> labels =
              family.samples().stream()
                  .flatMap(sample -> sample.labels().keySet().stream())
                  .filter(label -> !label.equals("le"))
                  .collect(Collectors.toCollection(TreeSet::new));
          printed.put(name, new Series(family.type(), labels));
          assertThat(family.samples()).as(name).isNotEmpty();
        });
    Map<String, Series> written = written();
    if (!Files.exists(Path.of("/proc/self/status"))) {
      written.remove("semblance_resident_bytes");
    }
    assertThat(printed).containsExactlyInAnyOrderEntriesOf(written);
    assertThat(text.value("semblance_cache_bytes", Map.of())).isEqualTo(64_000_000);
    assertThat(text.value("semblance_cache_entries", Map.of())).isEqualTo(1);
    assertThat(text.value("semblance_cache_hits_total", Map.of("model", Console.MODEL)))
        .isEqualTo(1);
  }

  private static Map<String, Series> written() throws Exception {
    Map<String, Series> series = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels =
            BETWEEN
                .splitAsStream(row.group(3))
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        series.put(row.group(1), new Series(row.group(2), labels));
      }
    }
    return series;
  }

  /// After two valid requests of one text, an invalid one, and a search.
  private String printedByServer() throws Exception {
    try (var server =
            new BackgroundServe(
                new Console(),
                "serve",
                "--port",
                "0",
                "--model",
                Console.MODEL,
                "--data",
                data.toString());
        HttpClient client = HttpClient.newHttpClient()) {
      String base = server.address();
      for (String input : new String[] {"cat", "cat", ""}) {
        var request =
            HttpRequest.newBuilder(URI.create(base + "/embed"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\":\"" + input + "\"}"));
        var _ = client.send(request.build(), BodyHandlers.discarding());
      }
      var collection =
          HttpRequest.newBuilder(URI.create(base + "/collections/c")).PUT(BodyPublishers.noBody());
      assertThat(client.send(collection.build(), BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      var search =
          HttpRequest.newBuilder(URI.create(base + "/collections/c/search"))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString("{\"query\":\"cat\",\"mode\":\"lexical\"}"));
      assertThat(client.send(search.build(), BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      var metrics = HttpRequest.newBuilder(URI.create(base + "/metrics")).build();
      return client.send(metrics, BodyHandlers.ofString()).body();
    }
  }
}
