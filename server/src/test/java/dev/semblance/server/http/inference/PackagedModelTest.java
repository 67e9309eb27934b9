package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.http.collection.KilledServer;
import dev.semblance.server.service.ServiceSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The whole path over HTTP, with a real model and a real index.
class PackagedModelTest {
  private static final RunningServer SERVER =
      new RunningServer(KilledServer.openModel(), ServiceSettings.STANDARD, HttpSettings.STANDARD);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void similarSentencesHaveSimilarVectors() {
    JsonNode vectors =
        SERVER
            .post(
                "/embed",
                json(
                    "{'inputs':['A man is playing a guitar.','Someone plays an instrument.',"
                        + "'The stock market fell today.']}"))
            .json();
    assertThat(vectors.get(0)).hasSize(384);
    assertThat(cosine(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-6));
    assertThat(cosine(vectors.get(0), vectors.get(1)))
        .isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.1);
  }

  @Test
  void acceptsTokenIdsOfTheVocabularyOnly() {
    assertThat(SERVER.post("/embed", json("{'inputs':[101,7592,102]}")).status()).isEqualTo(200);
    Reply outside = SERVER.post("/embed", json("{'inputs':[101,99999999,102]}"));
    assertThat(outside.status()).isEqualTo(422);
    assertThat(outside.json().get("error").textValue())
        .startsWith("Input validation error: ")
        .contains("99999999");
  }

  @Test
  void refusesALongTextWithoutTruncation() {
    Reply reply =
        SERVER.post("/embed", json("{'inputs':'" + "word ".repeat(600) + "','truncate':false}"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue())
        .startsWith("Input validation error: `inputs` must have less than 512 tokens. Given: 602");
    assertThat(
            SERVER
                .post("/embed", json("{'inputs':'" + "word ".repeat(600) + "'}"))
                .header("x-compute-tokens"))
        .isEqualTo("512");
  }

  @Test
  void findsByMeaningAndByWord() {
    SERVER.put("/collections/real", "");
    SERVER.postLines(
        "/collections/real/documents",
        json(
            """
            {'id':'cat','text':'The cat sleeps on the warm windowsill.'}
            {'id':'bank','text':'Interest rates rose by a quarter of a percent.'}
            {'id':'code','text':'Error XK-4711 appears when the valve is stuck.'}
            """));
    assertThat(first("{'query':'a pet taking a nap','mode':'dense'}")).isEqualTo("cat");
    assertThat(first("{'query':'monetary policy'}")).isEqualTo("bank");
    assertThat(first("{'query':'XK-4711','mode':'lexical'}")).isEqualTo("code");
  }

  @Test
  void infoNamesTheModel() {
    JsonNode info = SERVER.get("/info").json();
    assertThat(info.get("model_id").textValue()).isEqualTo(KilledServer.MODEL);
    assertThat(info.at("/model_type/embedding/pooling").textValue()).isEqualTo("cls");
    assertThat(info.get("max_input_length").intValue()).isEqualTo(512);
  }

  private static String first(String search) {
    return SERVER
        .post("/collections/real/search", json(search))
        .json()
        .at("/hits/0/id")
        .textValue();
  }

  private static double cosine(JsonNode a, JsonNode b) {
    double dot = 0;
    for (int i = 0; i < a.size(); i++) {
      dot += a.get(i).doubleValue() * b.get(i).doubleValue();
    }
    return dot;
  }
}
