package dev.semblance.server.http.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.collection.KilledServer;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tokens and shapes of all-MiniLM-L6-v2 from text-embeddings-inference's own tests, compared with
/// a model of the same vocabulary and width.
class TeiShapesTest {
  private static final Path SNAPSHOTS =
      Path.of(System.getProperty("semblance.root", ".."), "../shared/reference/tei_snapshots.json");
  private static final String MODEL = "sentence-transformers/all-MiniLM-L6-v2";

  private static RunningServer server;
  private static JsonNode snapshots;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Files.exists(SNAPSHOTS), "skipped: ../shared/reference is absent");
    snapshots = Json.MAPPER.readTree(SNAPSHOTS.toFile()).path("embeddings");
    server =
        new RunningServer(
            KilledServer.openModel(), ServiceSettings.STANDARD, HttpSettings.STANDARD);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void tokenCountsMatchTei() {
    int seen = 0;
    for (JsonNode one : snapshots) {
      if (one.path("model").asText().equals(MODEL) && one.has("token_vectors")) {
        JsonNode rows = one.path("token_vectors");
        assertThat(post("/tokenize", one.path("input")).get(0)).hasSameSizeAs(rows);
        JsonNode made = post("/embed_all", one.path("input")).get(0);
        assertThat(made).hasSameSizeAs(rows);
        assertThat(made.get(0)).hasSameSizeAs(rows.get(0));
        seen++;
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void vectorShapesMatchTei() {
    int seen = 0;
    for (JsonNode one : snapshots) {
      if (one.path("model").asText().equals(MODEL) && one.has("vectors")) {
        ObjectNode request = TinyModels.request("inputs", one.path("inputs"));
        boolean cut = one.has("dimensions");
        if (cut) {
          request.set("dimensions", one.path("dimensions"));
        }
        JsonNode vectors = server.post("/embed", request.put("normalize", cut).toString()).json();
        assertThat(vectors).hasSameSizeAs(one.path("vectors"));
        assertThat(vectors.get(0)).hasSize(one.path("dim").intValue());
        if (cut) {
          double norm = one.path("l2_norms").get(0).doubleValue();
          assertThat(length(vectors.get(0))).isCloseTo(norm, within(1e-6));
        }
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(4);
  }

  private static JsonNode post(String path, JsonNode inputs) {
    return server.post(path, TinyModels.request("inputs", inputs).toString()).json();
  }

  private static double length(JsonNode vector) {
    double squares = 0;
    for (JsonNode value : vector) {
      squares += value.doubleValue() * value.doubleValue();
    }
    return Math.sqrt(squares);
  }
}
