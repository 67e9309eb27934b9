package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.inference.TinyModels.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTaskTest {
  private static final String TEXT = "Deep water 🦊 and hills. ".repeat(12).strip();
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = serve("bert-mean");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void chunkEqualsTheEmbeddingOfItsText() {
    JsonNode chunks = chunks("{'tokens':20,'overlap':4}").get("chunks");
    assertThat(chunks.size()).isGreaterThan(2);
    for (JsonNode chunk : chunks) {
      String piece =
          TEXT.substring(
              TEXT.offsetByCodePoints(0, chunk.get("start").intValue()),
              TEXT.offsetByCodePoints(0, chunk.get("end").intValue()));
      JsonNode alone = server.post("/embed", json("{'inputs':'" + piece + "'}")).json().get(0);
      for (int d = 0; d < alone.size(); d++) {
        assertThat(chunk.get("embedding").get(d).floatValue())
            .isCloseTo(alone.get(d).floatValue(), within(1e-5f));
      }
      assertThat(chunk.get("tokens").intValue()).isBetween(1, 20);
    }
  }

  @Test
  void pooledTextsHaveOneVectorBesideTheirChunks() {
    JsonNode one = chunks("{'tokens':20,'pool':'mean','late':true}");
    assertThat(one.get("embedding").isArray()).isTrue();
    assertThat(one.get("chunks").get(0).has("embedding")).isFalse();
    JsonNode bits =
        post("{'inputs':['a b','c'],'chunk':{'tokens':9},'precision':'ubinary','dimensions':16}")
            .json();
    assertThat(bits).hasSize(2);
    assertThat(bits.get(1).at("/chunks/0/embedding")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'tokens':8,'overlap':8} | a chunk's `overlap` must be from 0 to less than its `tokens`",
        "{'tokens':0} | `tokens` must be at least 1",
        "{'tokens':100000} | must be no more than",
        "{} | missing field `tokens`",
        "{'tokens':-1} | tokens: invalid type",
        "{'tokens':8,'pool':'sum'} | unknown variant `sum`",
        "[] | expected an object",
      })
  void refusesInvalidChunkings(String chunk, String why) {
    Reply reply = post("{'inputs':'a','chunk':" + chunk + "}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue()).contains(why);
  }

  @Test
  void refusesInputsWithoutText() {
    assertThat(post("{'inputs':'','chunk':{'tokens':8}}").status()).isEqualTo(400);
    assertThat(post("{'inputs':[1,2],'chunk':{'tokens':8}}").text()).contains("not of token ids");
    assertThat(post("{'inputs':'a'}").text()).contains("missing field `chunk`");
    try (RunningServer words = RunningServer.standard()) {
      assertThat(words.post("/embed_chunks", json("{'inputs':'a','chunk':{'tokens':8}}")).status())
          .isEqualTo(424);
    }
  }

  private static JsonNode chunks(String chunk) {
    Reply reply = post("{'inputs':'" + TEXT + "','chunk':" + chunk + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get(0);
  }

  private static Reply post(String body) {
    return server.post("/embed_chunks", json(body));
  }
}
