package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RunningServer.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of HTTP that hold for every route.
class ProtocolTest {
  private static final String KEY = "sesame";
  private static final RunningServer OPEN = RunningServer.standard();
  private static final RunningServer KEYED = RunningServer.keyed(KEY);

  @AfterAll
  static void stop() {
    OPEN.close();
    KEYED.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/", "/ping"})
  void healthIsAnEmpty200(String path) {
    assertThat(KEYED.get(path).status()).isEqualTo(200);
    assertThat(KEYED.get(path).text()).isEmpty();
  }

  @Test
  void longHeadersAndPathsAreRead() {
    var cookie = OPEN.request("/health").header("Cookie", "c=" + "x".repeat(40_000));
    assertThat(RunningServer.send(cookie).status()).isEqualTo(200);
    assertThat(OPEN.get("/health?q=" + "x".repeat(20_000)).status()).isEqualTo(200);
  }

  @Test
  void manyHeadersAndChunkExtensionsAreRead() throws IOException {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      headers.append("X-H%d: v\r\n".formatted(i));
    }
    try (RawClient client = new RawClient(OPEN.port())) {
      client.send("GET /health HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
      assertThat(client.status()).isEqualTo(200);
      client.send("POST /embed HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
      client.send("Transfer-Encoding: chunked\r\n\r\n");
      client.send("e;x=y\r\n{\"inputs\":\"a\"}\r\n0\r\nTrailer: v\r\n\r\n");
      assertThat(client.status()).isEqualTo(200);
    }
  }

  @Test
  void infoDescribesTheModel() {
    assertThat(OPEN.get("/info").json().findValuesAsText("pooling")).containsExactly("mean");
    assertThat(OPEN.get("/info").json().fieldNames())
        .toIterable()
        .contains(
            "model_id",
            "model_sha",
            "model_dtype",
            "served_model_name",
            "model_type",
            "max_concurrent_requests",
            "max_input_length",
            "max_batch_tokens",
            "max_batch_requests",
            "max_client_batch_size",
            "auto_truncate",
            "tokenization_workers",
            "version",
            "sha",
            "docker_label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer sesam", "Bearer sesame2", "sesame", "Bearer SESAME", "Basic x"})
  void wrongKeyIs401WithAnEmptyBody(String authorization) {
    assertThat(withKey(KEY).status()).isEqualTo(200); // on the connection that comes next
    Reply reply = RunningServer.send(KEYED.request("/info").header("Authorization", authorization));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text()).isEmpty();
    assertThat(KEYED.get("/info").status()).isEqualTo(401);
    assertThat(KEYED.post("/embed", "{\"inputs\":\"a\"}").status()).isEqualTo(401);
  }

  @Test
  void rightKeyIsAccepted() {
    assertThat(withKey(KEY).status()).isEqualTo(200);
  }

  @Test
  void unknownPathIs404AndWrongMethodIs405() {
    assertThat(OPEN.get("/nope").status()).isEqualTo(404);
    assertThat(OPEN.get("/embed").status()).isEqualTo(405);
    assertThat(OPEN.post("/info", "{}").status()).isEqualTo(405);
    assertThat(OPEN.post("/collections/x", "{}").status()).isEqualTo(405);
  }

  @Test
  void wrongMethodListsTheAllowedOnes() {
    Reply reply = OPEN.get("/embed");
    assertThat(reply.header("Allow")).isEqualTo("POST");
    assertThat(reply.text()).contains("POST");
    assertThat(OPEN.get("/nope").text()).contains("GET /nope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/info", "/docs", "/nope", "/embed"})
  void headIsGetWithoutBody(String path) {
    Reply got = OPEN.get(path);
    Reply head = RunningServer.send(OPEN.request(path).HEAD());
    assertThat(head.status()).isEqualTo(got.status());
    assertThat(head.header("Content-Type")).isEqualTo(got.header("Content-Type"));
    assertThat(head.text()).isEmpty();
  }

  @Test
  void trailingSlashIsIgnored() {
    assertThat(OPEN.get("/info/").text()).isEqualTo(OPEN.get("/info").text());
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /v1/models/%ff HTTP/1.1\r\nHost: localhost',             400",
    "'GET /v1/models/%zz HTTP/1.1\r\nHost: localhost',             400",
    "'GET /health HTTP/1.1',                               400",
    "'\u0016\u0003\u0001',                                 400",
    "'POST /embed HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1', 400",
    "'GET /health HTTP/9.9\r\nHost: localhost',                    505"
  })
  void malformedHttpIsAnsweredInPlainText(String request, int status) throws IOException {
    try (var client = new RawClient(OPEN.port())) {
      client.send(request.translateEscapes() + "\r\n\r\n");
      assertThat(client.status()).isEqualTo(status);
      assertThat(client.says("content-type: text/plain; charset=utf-8")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void otherContentTypesAre415(String type) {
    Reply reply =
        RunningServer.send(
            OPEN.request("/embed")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"inputs\":\"a\"}")));
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.text()).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json; charset=utf-8", "APPLICATION/JSON", "application/x+json"})
  void everyJsonMediaTypeIsAccepted(String type) {
    assertThat(
            RunningServer.send(
                    OPEN.request("/embed")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString("{\"inputs\":\"a\"}")))
                .status())
        .isEqualTo(200);
  }

  @Test
  void bodyAboveTheLimitIs413WithAndWithoutLength() {
    String body = "{\"inputs\":\"" + "a".repeat(2_000_000) + "\"}";
    assertThat(OPEN.post("/embed", body).status()).isEqualTo(413);
    var unsized = BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
    assertThat(OPEN.post("/embed", unsized).status()).isEqualTo(413);
    assertThat(OPEN.post("/collections/x/search", body).json().get("error_type").textValue())
        .isEqualTo("TooLarge");
  }

  private static Reply withKey(String key) {
    return RunningServer.send(KEYED.request("/info").header("Authorization", "Bearer " + key));
  }
}
