package dev.semblance.server.http.inference;

import static dev.semblance.server.http.inference.TinyModels.expected;
import static dev.semblance.server.http.inference.TinyModels.request;
import static dev.semblance.server.http.inference.TinyModels.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every small embedding model over HTTP, compared with the reference libraries: all poolings,
/// Dense and LayerNorm modules, weights in every format, prompts, Matryoshka cuts.
class TinyEmbeddersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-bf16",
        "bert-bin",
        "bert-cls",
        "bert-dense",
        "bert-f16",
        "bert-layernorm-dense",
        "bert-mean",
        "bert-poolings",
        "bert-sharded",
        "bert-zh",
        "bge-m3-like",
        "distilbert",
        "gte-new",
        "gte-new-v5",
        "modernbert",
        "mpnet",
        "nomic-bert",
        "nomic-bert-v5",
        "roberta",
        "static-embedding",
        "xlm-roberta"
      })
  void vectorsMatchTheReference(String name) throws IOException {
    JsonNode expected = expected(name);
    try (RunningServer server = serve(name)) {
      boolean unit = normalizes(name);
      List<JsonNode> cases = cases(expected);
      checkVectors(server, cases, unit);
      checkTokens(server, cases);
      checkPrompts(server, expected.path("prompts"), unit);
      checkCuts(server, cases, expected);
      if (!expected.path("similarity").isMissingNode()) {
        checkCosines(server, cases, expected.at("/similarity/matrix/0"));
      }
    }
  }

  private static void checkVectors(RunningServer server, List<JsonNode> cases, boolean unit) {
    JsonNode vectors = embed(server, texts(cases).put("normalize", unit));
    assertThat(vectors).hasSize(cases.size());
    for (int i = 0; i < cases.size(); i++) {
      assertClose(vectors.get(i), cases.get(i).path("embedding"), unit);
    }
  }

  /// The inputs that were not truncated.
  private static void checkTokens(RunningServer server, List<JsonNode> cases) {
    for (JsonNode one : cases) {
      if (!one.path("truncated").asBoolean()) {
        JsonNode tokens =
            server.post("/tokenize", request("inputs", one.path("text")).toString()).json().get(0);
        assertThat(tokens.findValues("id"))
            .as(one.path("text").asText())
            .isEqualTo(list(one.path("input_ids")));
      }
    }
  }

  private static void checkPrompts(RunningServer server, JsonNode prompts, boolean unit) {
    for (JsonNode one : prompts) {
      ObjectNode request = request("inputs", one.path("text")).put("normalize", unit);
      request.set("prompt_name", one.path("prompt_name"));
      assertClose(embed(server, request).get(0), one.path("embedding"), unit);
    }
  }

  /// Except at the full width, which is no cut here; nomic applies a layer norm first.
  private static void checkCuts(RunningServer server, List<JsonNode> cases, JsonNode expected) {
    for (String cuts : List.of("matryoshka", "matryoshka_after_layer_norm")) {
      for (JsonNode cut : expected.path(cuts)) {
        if (!cut.path("dimension").equals(expected.path("dimension"))) {
          checkCut(server, cases, cut);
        }
      }
    }
  }

  private static void checkCut(RunningServer server, List<JsonNode> cases, JsonNode cut) {
    ObjectNode request = texts(cases);
    request.set("dimensions", cut.path("dimension"));
    JsonNode vectors = embed(server, request);
    for (int i = 0; i < cases.size(); i++) {
      int row = cases.get(i).path("row").intValue();
      assertClose(vectors.get(i), cut.path("normalized").get(row), true);
    }
  }

  private static void checkCosines(RunningServer server, List<JsonNode> cases, JsonNode cosines) {
    ObjectNode inputs = request("source_sentence", cases.getFirst().path("text"));
    ArrayNode sentences = inputs.putArray("sentences");
    cases.forEach(one -> sentences.add(one.path("text")));
    JsonNode reply = server.post("/similarity", request("inputs", inputs).toString()).json();
    for (int i = 0; i < cases.size(); i++) {
      double wanted = cosines.get(cases.get(i).path("row").intValue()).doubleValue();
      assertThat(reply.get(i).doubleValue()).isCloseTo(wanted, within(1e-5));
    }
  }

  /// Each input with its row in the reference's tables. The reference accepts the empty text; this
  /// server refuses it.
  private static List<JsonNode> cases(JsonNode expected) {
    List<JsonNode> cases = new ArrayList<>();
    for (int row = 0; row < expected.path("cases").size(); row++) {
      ObjectNode one = expected.path("cases").get(row).deepCopy();
      if (!one.path("text").asText().isEmpty()) {
        cases.add(one.put("row", row));
      }
    }
    return cases;
  }

  private static ObjectNode texts(List<JsonNode> cases) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    cases.forEach(one -> inputs.add(one.path("text")));
    return request;
  }

  private static JsonNode embed(RunningServer server, ObjectNode request) {
    var reply = server.post("/embed", request.toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  private static void assertClose(JsonNode vector, JsonNode wanted, boolean unit) {
    assertThat(vector).hasSize(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(vector.get(i).doubleValue())
          .isCloseTo(wanted.get(i).doubleValue(), within(unit ? 1e-5 : 5e-5));
    }
  }

  /// Vectors of sentence-transformers' `encode` have length 1 if the pipeline ends in Normalize.
  private static boolean normalizes(String name) throws IOException {
    Path modules = TinyModels.FOLDER.resolve(name).resolve("modules.json");
    return Files.readString(modules).contains("Normalize");
  }
}
