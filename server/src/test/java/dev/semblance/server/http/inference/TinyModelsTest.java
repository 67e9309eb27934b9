package dev.semblance.server.http.inference;

import static dev.semblance.server.http.inference.TinyModels.expected;
import static dev.semblance.server.http.inference.TinyModels.request;
import static dev.semblance.server.http.inference.TinyModels.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.RunningServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Small models of every kind over HTTP, compared with the reference libraries.
class TinyModelsTest {
  @Test
  void colbertRanksDocumentsByMaxSim() throws IOException {
    JsonNode expected = expected("colbert");
    try (RunningServer server = serve("colbert")) {
      List<JsonNode> texts = expected.path("cases").findValues("text");
      JsonNode matrix = expected.path("maxsim").path("matrix");
      for (int query = 0; query < texts.size(); query++) {
        ObjectNode request = request("query", texts.get(query)).put("raw_scores", true);
        texts.forEach(request.putArray("texts")::add);
        if (!texts.get(query).asText().isEmpty()) {
          for (JsonNode rank : server.post("/rerank", request.toString()).json()) {
            assertThat(rank.get("score").doubleValue())
                .isCloseTo(
                    matrix.get(query).get(rank.get("index").intValue()).doubleValue(),
                    within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void embeddersRankDocumentsByTheirVectors() throws IOException {
    JsonNode expected = expected("splade-inference-free");
    try (RunningServer server = serve("splade-inference-free")) {
      JsonNode one = expected.path("cases").get(0);
      ObjectNode request = request("query", one.path("text"));
      request.putArray("texts").add(one.path("text"));
      double sum = 0;
      for (var weight : one.path("query").properties()) {
        sum +=
            weight.getValue().doubleValue()
                * one.path("document").path(weight.getKey()).doubleValue();
      }
      assertThat(
              server.post("/rerank", request.toString()).json().get(0).get("score").doubleValue())
          .isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void sparseEncodersReturnWeightsAndVocabularyWideRows() throws IOException {
    JsonNode expected = expected("splade");
    JsonNode wanted = expected.path("variants").get(0).path("sparse").get(0);
    try (RunningServer server = serve("splade")) {
      ObjectNode request = request("inputs", expected.path("cases").get(0).path("text"));
      JsonNode weights = server.post("/embed_sparse", request.toString()).json().get(0);
      assertThat(weights).hasSize(wanted.size());
      for (JsonNode weight : weights) {
        assertThat(weight.get("value").doubleValue())
            .isCloseTo(wanted.path(weight.get("index").asText()).doubleValue(), within(1e-5));
      }
      assertThat(server.post("/embed", request.toString()).json().get("error").textValue())
          .isEqualTo("Backend error: `normalize` is not available for SPLADE models");
      JsonNode row =
          server.post("/embed", request.put("normalize", false).toString()).json().get(0);
      assertThat(row).hasSize(800);
      JsonNode cut = server.post("/embed", request.put("dimensions", 8).toString()).json().get(0);
      assertThat(cut).hasSize(8);
      for (int i = 0; i < cut.size(); i++) {
        assertThat(cut.get(i)).isEqualTo(row.get(i));
      }
      request.remove("dimensions");
      JsonNode first = weights.get(0);
      assertThat(row.get(first.get("index").intValue())).isEqualTo(first.get("value"));
      assertThat(server.post("/embed_all", request.toString()).json().get("error").textValue())
          .isEqualTo("Backend error: `embed_all` is not available for SPLADE models");
      assertThat(server.get("/info").json().at("/model_type/embedding/pooling").textValue())
          .isEqualTo("splade");
    }
  }

  @Test
  void embeddersReturnTokenVectors() throws IOException {
    JsonNode one = expected("bert-cls").path("cases").get(0);
    try (RunningServer server = serve("bert-cls")) {
      JsonNode rows =
          server.post("/embed_all", request("inputs", one.path("text")).toString()).json().get(0);
      JsonNode wanted = one.path("last_hidden_state").path("rows");
      assertThat(rows).hasSize(one.path("input_ids").size());
      for (var row : wanted.properties()) {
        for (int i = 0; i < row.getValue().size(); i++) {
          assertThat(rows.get(Integer.parseInt(row.getKey())).get(i).doubleValue())
              .isCloseTo(row.getValue().get(i).doubleValue(), within(1e-5));
        }
      }
    }
  }
}
