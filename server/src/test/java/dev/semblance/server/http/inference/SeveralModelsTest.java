package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.service.ServiceSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralModelsTest {
  private static final RunningServer SERVER =
      new RunningServer(
          List.of(new WordEmbedder("org/words"), new LengthClassifier("relevant")),
          ServiceSettings.STANDARD,
          HttpSettings.STANDARD);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void listsModelsInOpenAisFormat() {
    JsonNode list = SERVER.get("/v1/models").json();
    assertThat(list.get("object").textValue()).isEqualTo("list");
    assertThat(list.get("data").findValuesAsText("id")).containsExactly("org/words", "length");
    JsonNode first = list.get("data").get(0);
    assertThat(first.get("object").textValue()).isEqualTo("model");
    assertThat(first.get("created").longValue()).isPositive();
    assertThat(first.get("outputs")).isEqualTo(tree("['dense']"));
    assertThat(first.get("dimensions").intValue()).isEqualTo(WordEmbedder.WIDTH);
    assertThat(list.get("data").get(1).get("labels")).isEqualTo(tree("['relevant']"));
    assertThat(SERVER.get("/v1/models/org/words").json()).isEqualTo(first);
    assertThat(SERVER.get("/v1/models/none").status()).isEqualTo(404);
  }

  @Test
  void pathSelectsTheModel() {
    String rerank = json("{'query':'q','texts':['aa']}");
    assertThat(SERVER.post("/models/length/rerank", rerank).json())
        .isEqualTo(tree("[{'index':0,'score':0.02}]"));
    assertThat(SERVER.post("/models/org/words/embed", json("{'inputs':'a'}")).json().get(0))
        .hasSize(WordEmbedder.WIDTH);
    assertThat(SERVER.get("/models/length/info").json().get("model_id").textValue())
        .isEqualTo("length");
    assertThat(
            SERVER
                .post("/models/org/words/v1/embeddings", json("{'input':'a','model':'length'}"))
                .json()
                .get("model")
                .textValue())
        .isEqualTo("org/words");
  }

  @Test
  void pathSelectsTheModelForRoutesWithTheSameEnding() {
    String body = json("{'query':'q','documents':['aa'],'return_documents':false}");
    assertThat(SERVER.post("/models/length/v1/rerank", body).json().get("object").textValue())
        .isEqualTo("list");
    assertThat(SERVER.post("/models/length/v2/rerank", body).json().has("meta")).isTrue();
  }

  @Test
  void bodySelectsTheModelOnRoutesThatHaveTheField() {
    String documents = "'query':'q','documents':['aa'],'model':'%s'}";
    for (String path : List.of("/v1/rerank", "/v2/rerank")) {
      assertThat(SERVER.post(path, json("{" + documents.formatted("length"))).text())
          .contains("\"relevance_score\":0.02");
      assertThat(SERVER.post(path, json("{" + documents.formatted("none"))).status())
          .isEqualTo(404);
    }
    assertThat(SERVER.post("/v1/embeddings", json("{'input':'a','model':'none'}")).status())
        .isEqualTo(404);
    assertThat(SERVER.post("/embed_multi", json("{'inputs':'a','model':'none'}")).status())
        .isEqualTo(404);
  }

  @Test
  void bodySelectsNoModelOnRoutesOfTextEmbeddingsInference() {
    for (Object model : List.of("'length'", "'none'", "3")) {
      String body = json("{'inputs':'a','model':%s}".formatted(model));
      for (String path : List.of("/embed", "/embed_all", "/", "/invocations")) {
        assertThat(SERVER.post(path, body).json())
            .isEqualTo(SERVER.post(path, json("{'inputs':'a'}")).json());
      }
      assertThat(SERVER.post("/tokenize", body).status()).isEqualTo(200);
    }
  }

  @Test
  void defaultTaskIsThatOfTheModel() {
    assertThat(SERVER.post("/invocations", json("{'inputs':'a'}")).json().get(0))
        .hasSize(WordEmbedder.WIDTH);
    assertThat(
            SERVER
                .post("/models/length/invocations", json("{'query':'q','texts':['aa']}"))
                .json()
                .get(0)
                .has("score"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/models/none/embed", "/models/org/embed", "/models/org/words/extra/embed"})
  void unknownModelIs404(String path) {
    var reply = SERVER.post(path, json("{'inputs':'a'}"));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().get("error").textValue()).contains("org/words");
  }

  @Test
  void pathMustNameASingleModelToo() {
    try (RunningServer one = RunningServer.standard()) {
      assertThat(one.post("/models/other/embed", json("{'inputs':'a'}")).status()).isEqualTo(404);
      assertThat(one.post("/embed", json("{'inputs':'a','model':'other'}")).status())
          .isEqualTo(200);
    }
  }
}
