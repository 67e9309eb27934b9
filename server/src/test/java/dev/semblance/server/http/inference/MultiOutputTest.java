package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/embed_multi` and `/score`, compared with BGE-M3's own library for a small model.
class MultiOutputTest {
  private static final String MODEL = "bge-m3-like";

  @Test
  void returnsEveryKindFromOnePass() throws IOException {
    try (RunningServer server = serve(MODEL)) {
      for (JsonNode one : expected(MODEL).path("cases")) {
        if (!one.path("text").asText().isEmpty()) {
          JsonNode reply = embed(server, request("inputs", one.path("text")));
          assertClose(reply.get("dense"), one.path("embedding"), 1e-5);
          assertSparse(reply.get("sparse"), one.path("sparse"));
          assertRows(reply.get("colbert"), one.path("colbert"));
        }
      }
    }
  }

  @Test
  void colbertEncodesQueriesAndDocumentsDifferently() throws IOException {
    try (RunningServer server = serve("colbert")) {
      for (JsonNode one : expected("colbert").path("cases")) {
        if (!one.path("text").asText().isEmpty()) {
          ObjectNode request = request("inputs", one.path("text"));
          assertRows(colbert(server, request.put("input_type", "query")), one.path("query"));
          assertRows(colbert(server, request.put("input_type", "document")), one.path("document"));
        }
      }
      assertThat(server.get("/info").json().at("/model_type/embedding/pooling").textValue())
          .isEqualTo("colbert");
      var dense = server.post("/embed", json("{'inputs':'a'}"));
      assertThat(dense.status()).isEqualTo(424);
      assertThat(dense.json().get("error").textValue())
          .startsWith("Backend error: model ")
          .endsWith("makes ColBERT vectors and token vectors, not dense vectors");
    }
  }

  @Test
  void inferenceFreeQueriesAreLookedUp() throws IOException {
    try (RunningServer server = serve("splade-inference-free")) {
      for (JsonNode one : expected("splade-inference-free").path("cases")) {
        if (!one.path("text").asText().isEmpty()) {
          ObjectNode request = request("inputs", one.path("text"));
          assertWeights(server, request, one.path("document"));
          assertWeights(server, request.put("prompt_name", "query"), one.path("query"));
        }
      }
    }
  }

  @Test
  void returnsTheRequestedKinds() {
    try (RunningServer server = serve(MODEL)) {
      JsonNode reply =
          server
              .post("/embed_multi", json("{'inputs':['Hello','world'],'outputs':['sparse']}"))
              .json();
      assertThat(reply).hasSize(2);
      assertThat(reply.get(0).properties()).hasSize(1);
      JsonNode weight = reply.get(0).get("sparse").get(0);
      assertThat(weight.get("token").textValue()).isNotNull();
      JsonNode cut =
          server
              .post(
                  "/embed_multi", json("{'inputs':'a','outputs':['dense','dense'],'dimensions':8}"))
              .json();
      assertThat(cut.get(0).get("dense")).hasSize(8);
    }
  }

  @Test
  void scoresPairsByEachKindAndByAllTogether() throws IOException {
    try (RunningServer server = serve(MODEL)) {
      for (JsonNode one : expected(MODEL).path("pairs")) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        ArrayNode pair = request.putArray("pairs").addArray();
        pair.add(one.path("a")).add(one.path("b"));
        request.set("weights", one.path("weights"));
        JsonNode score = server.post("/score", request.toString()).json().get(0);
        for (String kind :
            new String[] {"dense", "sparse", "colbert", "sparse+dense", "colbert+sparse+dense"}) {
          assertThat(score.get(kind).doubleValue())
              .as(kind + " of " + pair)
              .isCloseTo(one.path(kind).doubleValue(), within(5e-5));
        }
      }
    }
  }

  @Test
  void scoresByTheKindsOfTheModel() {
    try (RunningServer server = RunningServer.standard()) {
      JsonNode scores =
          server.post("/score", json("{'pairs':[['red car','red car'],['red','blue']]}")).json();
      assertThat(scores).hasSize(2);
      assertThat(scores.get(0).properties()).hasSize(1);
      assertThat(scores.get(0).get("dense").doubleValue()).isGreaterThan(0.5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          /embed_multi | {}                                                      | 422
          /embed_multi | {'inputs':'a','outputs':[]}                             | 422
          /embed_multi | {'inputs':'a','outputs':['bytes']}                      | 422
          /embed_multi | {'inputs':'a','outputs':['sparse']}                     | 424
          /embed_multi | {'inputs':'a','outputs':'dense'}                        | 422
          /embed_multi | {'inputs':'a','input_type':'other'}                     | 422
          /embed_multi | {'inputs':'a','input_type':'query','prompt_name':'shout'} | 422
          /embed_multi | {'inputs':'a','dimensions':0}                           | 422
          /embed_multi | {'inputs':''}                                           | 400
          /score       | {}                                                      | 422
          /score       | {'pairs':[]}                                            | 400
          /score       | {'pairs':['a','b']}                                     | 422
          /score       | {'pairs':[['a']]}                                       | 422
          /score       | {'pairs':[['a',7]]}                                     | 422
          /score       | {'pairs':[['a','']]}                                    | 400
          /score       | {'pairs':[['a','b']],'weights':[1,2]}                   | 422
          /score       | {'pairs':[['a','b']],'weights':[1,2,-3]}                | 422
          /score       | {'pairs':[['a','b']],'weights':'equal'}                 | 422
          """)
  void refusesMalformedRequests(String path, String body, int status) {
    try (RunningServer server = RunningServer.standard()) {
      assertThat(server.post(path, json(body)).status()).isEqualTo(status);
    }
  }

  private static JsonNode embed(RunningServer server, ObjectNode request) {
    request.putArray("outputs").add("dense").add("sparse").add("colbert");
    return server.post("/embed_multi", request.toString()).json().get(0);
  }

  private static JsonNode colbert(RunningServer server, ObjectNode request) {
    return server.post("/embed_multi", request.toString()).json().get(0).get("colbert");
  }

  private static void assertWeights(RunningServer server, ObjectNode request, JsonNode expected) {
    assertSparse(server.post("/embed_sparse", request.toString()).json().get(0), expected);
  }

  private static void assertSparse(JsonNode weights, JsonNode expected) {
    assertThat(weights).hasSize(expected.size());
    for (JsonNode weight : weights) {
      assertThat(weight.get("value").doubleValue())
          .isCloseTo(expected.path(weight.get("index").asText()).doubleValue(), within(2e-5));
    }
  }

  private static void assertRows(JsonNode rows, JsonNode expected) {
    assertThat(rows).hasSize(expected.path("shape").path(0).intValue());
    for (var row : expected.path("rows").properties()) {
      assertClose(rows.get(Integer.parseInt(row.getKey())), row.getValue(), 1e-5);
    }
  }

  private static void assertClose(JsonNode vector, JsonNode expected, double tolerance) {
    assertThat(vector).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(vector.get(i).doubleValue())
          .isCloseTo(expected.get(i).doubleValue(), within(tolerance));
    }
  }
}
