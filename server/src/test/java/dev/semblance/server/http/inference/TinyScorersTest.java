package dev.semblance.server.http.inference;

import static dev.semblance.server.http.inference.TinyModels.expected;
import static dev.semblance.server.http.inference.TinyModels.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small classifiers and cross-encoders over HTTP, every case, finished and raw scores, compared
/// with the reference libraries.
class TinyScorersTest {
  @TempDir Path folder;

  /// One model has no declaration, which means a sigmoid; the other declares Identity.
  @ParameterizedTest
  @ValueSource(strings = {"cross-encoder-bert", "cross-encoder-xlm-roberta"})
  void crossEncodersScoreAndRankPairs(String name) throws IOException {
    JsonNode expected = expected(name);
    // The reference got its maximum length from its caller, not from the folder.
    TinyModels.copy(name, folder, expected.path("max_length").intValue());
    try (RunningServer server = TinyModels.serve(folder, EncoderChoice.F32)) {
      ObjectNode request = Json.MAPPER.createObjectNode();
      ArrayNode pairs = request.putArray("inputs");
      expected
          .path("cases")
          .forEach(one -> pairs.addArray().add(one.path("query")).add(one.path("passage")));
      assertScores(server, request, expected, "predict");
      assertScores(server, request.put("raw_scores", true), expected, "logit");
      checkRanks(server, expected.path("rank"));
    }
  }

  @Test
  void classifiersScoreEveryLabel() throws IOException {
    JsonNode expected = expected("classifier-3");
    try (RunningServer server = TinyModels.serve("classifier-3")) {
      for (JsonNode one : expected.path("cases")) {
        if (!one.path("text").asText().isEmpty()) {
          ObjectNode request = request("inputs", one.path("text"));
          checkLabels(server, request, one.path("softmax"), expected.path("labels"));
          request.put("raw_scores", true);
          checkLabels(server, request, one.path("logits"), expected.path("labels"));
        }
      }
    }
  }

  private static void assertScores(
      RunningServer server, ObjectNode request, JsonNode expected, String field) {
    JsonNode reply = server.post("/predict", request.toString()).json();
    assertThat(reply).hasSameSizeAs(expected.path("cases"));
    for (int i = 0; i < reply.size(); i++) {
      assertThat(reply.get(i).get(0).get("score").doubleValue())
          .as("%s of case %d", field, i)
          .isCloseTo(expected.path("cases").get(i).path(field).doubleValue(), within(5e-5));
    }
  }

  private static void checkRanks(RunningServer server, JsonNode rank) {
    ObjectNode request = request("query", rank.path("query"));
    request.set("texts", rank.path("documents"));
    JsonNode reply = server.post("/rerank", request.toString()).json();
    assertThat(reply).hasSameSizeAs(rank.path("result"));
    for (int place = 0; place < reply.size(); place++) {
      JsonNode wanted = rank.path("result").get(place);
      assertThat(reply.get(place).get("index")).isEqualTo(wanted.path("corpus_id"));
      assertThat(reply.get(place).get("score").doubleValue())
          .isCloseTo(wanted.path("score").doubleValue(), within(5e-5));
    }
  }

  private static void checkLabels(
      RunningServer server, ObjectNode request, JsonNode scores, JsonNode labels) {
    JsonNode reply = server.post("/predict", request.toString()).json();
    List<Double> negated = new ArrayList<>();
    for (JsonNode one : reply) {
      int label = list(labels).indexOf(one.path("label"));
      assertThat(one.get("score").doubleValue())
          .isCloseTo(scores.get(label).doubleValue(), within(5e-5));
      negated.add(-one.get("score").doubleValue());
    }
    assertThat(negated).hasSameSizeAs(labels).isSorted();
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }
}
