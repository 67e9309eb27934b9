package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.RunningServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRoutesTest {
  private static final RunningServer SERVER = RunningServer.standard();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/embeddings", "/embeddings"})
  void answersInOpenAisFormat(String path) {
    Reply reply =
        SERVER.post(
            path, json("{'input':['deep water','hills'],'model':'any','user':'me','extra':1}"));
    JsonNode body = reply.json();
    assertThat(body.get("object").textValue()).isEqualTo("list");
    assertThat(body.get("model").textValue()).isEqualTo("words");
    assertThat(body.get("usage")).isEqualTo(tree("{'prompt_tokens':3,'total_tokens':3}"));
    assertThat(body.get("data")).hasSize(2);
    assertThat(body.get("data").get(1).get("object").textValue()).isEqualTo("embedding");
    assertThat(body.get("data").get(1).get("index").intValue()).isEqualTo(1);
    assertThat(body.get("data").get(1).get("embedding"))
        .isEqualTo(SERVER.post("/embed", json("{'inputs':'hills'}")).json().get(0));
    assertThat(reply.header("x-compute-tokens")).isEqualTo("3");
  }

  @Test
  void encodesLittleEndianFloatsInBase64() {
    JsonNode plain = embedding("{'input':'deep water','encoding_format':'float'}");
    JsonNode base64 = embedding("{'input':'deep water','encoding_format':'base64'}");
    byte[] bytes = Base64.getDecoder().decode(base64.textValue());
    ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode value : plain) {
      assertThat(floats.getFloat()).isEqualTo(value.floatValue());
    }
    assertThat(floats.hasRemaining()).isFalse();
  }

  @Test
  void cutsToTheRequestedDimensions() {
    assertThat(embedding("{'input':'deep water','dimensions':8}")).hasSize(8);
    assertThat(embedding("{'input':[1,2],'dimensions':null}")).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'input':''}                  | 400 | Empty
          {'input':[]}                  | 400 | Empty
          {'input':'a','dimensions':0}  | 422 | Validation
          {'input':'a','dimensions':99} | 422 | Validation
          """)
  void errorsAreFlat(String body, int status, String type) {
    Reply reply = SERVER.post("/v1/embeddings", json(body));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().get("code").intValue()).isEqualTo(status);
    assertThat(reply.json().get("type").textValue()).isEqualTo(type);
    assertThat(reply.json().get("message").textValue()).startsWith("Input validation error: ");
    assertThat(reply.json()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'input':                              | 400
          {'inputs':'a'}                         | 422
          {'input':'a','encoding_format':'hex'}  | 422
          {'input':'a','encoding_format':null}   | 422
          {'input':'a','model':7}                | 422
          """)
  void answersAnUnreadableBodyInPlainText(String body, int status) {
    Reply reply = SERVER.post("/v1/embeddings", json(body));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
  }

  private static JsonNode embedding(String body) {
    return SERVER.post("/v1/embeddings", json(body)).json().at("/data/0/embedding");
  }
}
