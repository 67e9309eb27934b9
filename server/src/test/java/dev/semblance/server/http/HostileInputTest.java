package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RunningServer.Reply;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies made to break a server: always a clear answer below 500, never a stall.
class HostileInputTest {
  private static final List<String> PATHS =
      List.of(
          "/embed",
          "/v1/embeddings",
          "/similar",
          "/collections/c/search",
          "/collections/c/documents");
  private static final RunningServer SERVER = RunningServer.standard();

  @BeforeAll
  static void makeTheCollection() {
    SERVER.put("/collections/c", "");
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'inputs':'\\ud800'}",
        "{'inputs':['a','\\udc00\\ud800']}",
        "{'inputs':'a','\\ud800':1}",
        "{'inputs':1e999999999}",
        "{'inputs':[99999999999999999999999999]}",
        "{'inputs':NaN}",
        "{'inputs':'a','dimensions':Infinity}",
        "{'inputs':'\u0000'}",
        "{'inputs':0x10}",
        "{'inputs':'a',}",
        "{inputs:'a'}",
        "/* */{'inputs':'a'}",
        "nul",
        "\uFEFF"
      })
  void refusesAsAClearMistakeOfTheClient(String body) {
    for (String path : PATHS) {
      Reply reply = SERVER.post(path, json(body).replace("inputs", field(path)));
      assertThat(reply.status()).as(path + " " + body).isBetween(400, 499);
      assertThat(reply.text()).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'inputs':'a\\u0000b'}",
        "{'inputs':'\\ud83d\\ude00'}",
        "{'inputs':'مرحبا \u202e بالعالم'}",
        "{'inputs':'e\u0301\u0301\u0301\u0301'}",
        "{'inputs':'\uFFFF\uFFFE'}",
        "{'inputs':'   '}"
      })
  void embedsEveryTextThatIsText(String body) {
    assertThat(SERVER.post("/embed", json(body)).status()).isEqualTo(200);
  }

  @Test
  void refusesDeepNesting() {
    for (String path : PATHS) {
      String deep = "[".repeat(100_000);
      assertThat(SERVER.post(path, deep).status()).as(path).isEqualTo(400);
      String deepField = "{\"x\":" + "{\"x\":".repeat(200) + "1" + "}".repeat(201);
      assertThat(SERVER.post(path, deepField).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void refusesNumbersOfTenThousandDigits() {
    for (String path : PATHS) {
      String body = "{\"" + field(path) + "\":" + "9".repeat(10_000) + "}";
      assertThat(SERVER.post(path, body).status()).as(path).isBetween(400, 499);
    }
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    for (String path : PATHS) {
      for (byte[] bad :
          new byte[][] {{(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, 0}}) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("{\"" + field(path) + "\":\"").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(bad);
        body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
        Reply reply = SERVER.post(path, BodyPublishers.ofByteArray(body.toByteArray()));
        assertThat(reply.status()).as(path).isBetween(400, 499);
      }
    }
  }

  @Test
  void refusesAMillionTinyInputs() {
    String inputs = "[" + "\"\",".repeat(600_000) + "\"\"]";
    assertThat(SERVER.post("/embed", "{\"inputs\":" + inputs + "}").status()).isEqualTo(422);
    String more = "[" + "\"a\",".repeat(1_000_000) + "\"a\"]";
    assertThat(SERVER.post("/embed", "{\"inputs\":" + more + "}").status()).isEqualTo(413);
  }

  @Test
  void survivesRandomMutationsOfGoodBodies() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String path = PATHS.get(random.nextInt(PATHS.size()));
      byte[] body = good(path).getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Reply reply = SERVER.post(path, BodyPublishers.ofByteArray(body));
      assertThat(reply.status()).as("seed %d round %d %s", seed, round, path).isLessThan(500);
    }
  }

  private static String good(String path) {
    return "{\"%s\":[\"deep water\",\"\\u00e9\"],\"k\":10,\"num_results\":3,\"x\":{\"y\":1.5}}"
        .formatted(field(path));
  }

  private static String field(String path) {
    return switch (path) {
      case "/v1/embeddings" -> "input";
      case "/similar" -> "text";
      case "/collections/c/search" -> "query";
      case "/collections/c/documents" -> "id";
      default -> "inputs";
    };
  }
}
