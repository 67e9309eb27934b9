package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.LiteralEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `precision` on the routes that embed, and the ranges that int8 and uint8 need.
class QuantizedOutputTest {
  private static final String[] PRECISIONS = {"float32", "int8", "uint8", "binary", "ubinary"};
  private static final RunningServer SERVER = server(4);
  private static final String EMBED = "/models/literal/embed";
  private static final String OPENAI = "/models/literal/v1/embeddings";
  private static final String RANGES = "/models/literal/ranges";

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void codesEqualThoseOfSentenceTransformers() throws IOException {
    Path goldens =
        Path.of(System.getProperty("semblance.root", ".."), "../shared/fixtures/quantization.json");
    assumeTrue(Files.exists(goldens), "skipped: ../shared/fixtures is absent");
    JsonNode file = Json.MAPPER.readTree(goldens.toFile());
    for (JsonNode one : file.get("cases")) {
      JsonNode embeddings = one.get("embeddings");
      try (RunningServer server = server(embeddings.get(0).size())) {
        JsonNode ranges = ranges(one, file.at("/ranges/values"));
        assertThat(server.post(RANGES, ranges.toString()).status()).isEqualTo(200);
        for (String precision : PRECISIONS) {
          if (one.has(precision)) {
            JsonNode codes = server.post(EMBED, request(embeddings, precision).toString()).json();
            assertSame(codes, one.get(precision), one.get("name") + ", " + precision);
          }
        }
      }
    }
  }

  @Test
  void codesDoNotDependOnOtherVectors() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    keep("{'lowest':[-1,-1,-1,-1],'highest':[1,1,1,1]}");
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      float[] vector = new float[4];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      inputs.append(i == 0 ? "'" : ",'").append(LiteralEmbedder.text(vector)).append("'");
    }
    for (String precision : PRECISIONS) {
      String form = ",'precision':'" + precision + "','normalize':false}";
      JsonNode together = post(EMBED, "{'inputs':[" + inputs + "]" + form).json();
      String[] each = inputs.toString().split(",", -1);
      for (int i = 0; i < each.length; i++) {
        JsonNode alone = post(EMBED, "{'inputs':" + each[i] + form).json();
        assertThat(alone.get(0)).as(precision).isEqualTo(together.get(i));
      }
    }
  }

  @Test
  void answersInBytesIfTheClientAcceptsThem() throws Exception {
    keep("{'lowest':[-1,-1,-1,-1],'highest':[1,1,1,1]}");
    String request = "{'inputs':['0.5 -0.5 0 1','1 0 0 -1'],'normalize':false,'precision':'uint8'}";
    HttpResponse<byte[]> raw = bytes(request, "application/octet-stream");
    assertThat(raw.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(raw.headers().firstValue("x-semblance-dtype")).contains("uint8");
    assertThat(raw.headers().firstValue("x-semblance-shape")).contains("2,4");
    assertThat(raw.headers().firstValue("x-compute-tokens")).contains("8");
    assertThat(raw.body()).hasSize(8);
    JsonNode numbers = post(EMBED, request).json();
    for (int i = 0; i < 8; i++) {
      assertThat(raw.body()[i] & 0xFF).isEqualTo(numbers.get(i / 4).get(i % 4).intValue());
    }

    byte[] npy = bytes(request, "text/html, application/x-npy;q=0.9, */*").body();
    assertThat(new String(npy, StandardCharsets.ISO_8859_1))
        .startsWith("\u0093NUMPY")
        .contains("'descr': '|u1'", "'shape': (2, 4)");
    assertThat(Arrays.copyOfRange(npy, npy.length - 8, npy.length)).isEqualTo(raw.body());
    assertThat(bytes(request, "*/*").headers().firstValue("content-type"))
        .contains("application/json");
  }

  @Test
  void float16BytesEqualTheirDecimals() throws Exception {
    String request = "{'inputs':'0.1 -2 65504 1e-7','normalize':false,'precision':'float16'}";
    JsonNode decimals = post(EMBED, request).json().get(0);
    ByteBuffer halves =
        ByteBuffer.wrap(bytes(request, "application/octet-stream").body())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : new float[] {.1f, -2, 65504, 1e-7f}) {
      short half = halves.getShort();
      assertThat(half).isEqualTo(Float.floatToFloat16(value));
    }
    assertThat(decimals.get(0).floatValue()).isEqualTo(0.099975586f);
    assertThat(post(EMBED, request.replace("65504", "65520")).text())
        .contains("float16 does not hold 65520.0, which dimension 2 has");
    assertThat(
            post(
                    EMBED,
                    "{'inputs':['1 1 1 1','65520 1 1 1'],'normalize':false,'precision':'float16'}")
                .json()
                .get("error")
                .textValue())
        .startsWith("Input validation error: float16 does not hold ")
        .endsWith("(input 1)");
  }

  @Test
  void base64HasTheBytesOfEveryPrecision() {
    String request = "{'inputs':'1 -1 1 -1','precision':'ubinary','encoding_format':'base64'}";
    assertThat(post(EMBED, request).json().get(0).textValue()).isEqualTo("oA==");
    JsonNode openAi =
        post(OPENAI, request.replace("inputs", "input")).json().at("/data/0/embedding");
    assertThat(Base64.getDecoder().decode(openAi.textValue())).containsExactly(0xA0);
    assertThat(
            post(OPENAI, "{'input':'1 -1 1 -1','precision':'binary'}")
                .json()
                .at("/data/0/embedding"))
        .hasToString("[32]");
  }

  @Test
  void missingRangesErrorHasTheRemedy() {
    try (RunningServer server = server(8)) {
      String request = json("{'inputs':'1 2 3 4 5 6 7 8','precision':'int8','dimensions':2}");
      Reply none = server.post(EMBED, request);
      assertThat(none.status()).isEqualTo(422);
      assertThat(none.json().get("error").textValue()).startsWith("Input validation error: int8");
      assertThat(none.text())
          .contains("dense vectors of 2 dimensions; give", "POST /models/literal/ranges");
      server.post(RANGES, json("{'lowest':[0,0,0],'highest':[1,1,1]}"));
      assertThat(server.post(EMBED, request).text()).contains("there are those for dense 3");
      server.post(RANGES, json("{'lowest':[0,0],'highest':[1,1]}"));
      assertThat(server.post(EMBED, request).status()).isEqualTo(200);
    }
  }

  @Test
  void learnsRangesFromInputsInTheirFinalForm() {
    try (RunningServer server = server(3)) {
      Reply learned =
          server.post(
              RANGES, json("{'inputs':['3 4 9','4 -3 9'],'dimensions':2,'output':'dense'}"));
      assertThat(learned.json().get("dimensions").intValue()).isEqualTo(2);
      assertThat(learned.json().get("lowest")).hasToString("[0.6,-0.6]");
      assertThat(learned.json().get("highest")).hasToString("[0.8,0.8]");
      assertThat(learned.header("x-semblance-warning")).contains("ranges of 2 vectors");
      assertThat(learned.header("x-compute-tokens")).isNotEmpty();
      JsonNode kept = server.get(RANGES).json().get("ranges");
      assertThat(kept).hasSize(1);
      assertThat(kept.get(0)).isEqualTo(learned.json());
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'lowest':[0,1],'highest':[1,0]} | the range of dimension 1 is 1.0 … 0.0",
        "{'lowest':[0,0],'highest':[1,1e39]} | the range of dimension 1 is 0.0 … Infinity",
        "{'lowest':[0],'highest':[1,1]} | one lowest and one highest",
        "{'lowest':[],'highest':[]} | one lowest and one highest",
        "{'lowest':[0,0,0,0,0],'highest':[1,1,1,1,1]} | have 5 dimensions, vectors of model"
            + " 'literal' have 4",
        "{'lowest':[0]} | missing field `highest`",
        "{'lowest':'x','highest':[1]} | lowest: expected a list of numbers",
        "{'lowest':[null],'highest':[1]} | lowest: expected a list of numbers",
        "{'vectors':[]} | at least one calibration vector",
        "{'vectors':[[1,2],[1]]} | must have one length. Given: 2 and 1",
        "{'vectors':[1]} | vectors: expected a list of numbers",
        "{'vectors':[[1]],'inputs':['1']} | one of these",
        "{} | one of these",
        "{'vectors':[[1]],'output':'sparse'} | unknown variant `sparse`",
      })
  void refusesInvalidRanges(String body, String why) {
    Reply reply = post(RANGES, body);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("error").textValue()).contains(why);
  }

  @Test
  void refusesUnknownPrecisions() {
    assertThat(post(EMBED, "{'inputs':'1 2 3 4','precision':'int4'}").text())
        .contains("unknown variant `int4`, expected `float32`");
    assertThat(post(EMBED, "{'inputs':'1 2 3 4','precision':8}").status()).isEqualTo(422);
    assertThat(post(EMBED, "{'inputs':'1 2 3 4','encoding_format':'hex'}").status()).isEqualTo(422);
    assertThat(post("/models/nobody/ranges", "{'vectors':[[1]]}").status()).isEqualTo(404);
    assertThat(SERVER.get("/models/nobody/ranges").status()).isEqualTo(404);
  }

  @Test
  void warnsWhenTheModelDoesNotDeclareTheCut() {
    Reply cut = post(EMBED, "{'inputs':'1 2 3 4','dimensions':2}");
    assertThat(cut.header("x-semblance-warning"))
        .contains("model 'literal'", "Matryoshka", "2 of 4");
    assertThat(post(EMBED, "{'inputs':'1 2 3 4','dimensions':4}").header("x-semblance-warning"))
        .isEmpty();
    assertThat(post(EMBED, "{'inputs':'1 2 3 4'}").header("x-semblance-warning")).isEmpty();
    JsonNode multi = post("/embed_multi", "{'inputs':'1 2 3 4','dimensions':2}").json().get(0);
    assertThat(multi.get("warnings").get(0).textValue()).contains("2 of 4");
    assertThat(post("/embed_multi", "{'inputs':'1 2 3 4'}").json().get(0).has("warnings"))
        .isFalse();
  }

  private static RunningServer server(int width) {
    return new RunningServer(
        new LiteralEmbedder(width), ServiceSettings.STANDARD, HttpSettings.STANDARD);
  }

  private static Reply post(String path, String body) {
    return SERVER.post(path, json(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'vectors':[[1],[2]]}", "{'lowest':[-1],'highest':[1]}", "{'inputs':['a']}"})
  void classifiersHaveNoRanges(String body) {
    HttpSettings http = HttpSettings.STANDARD.withPort(0);
    try (var server =
        new RunningServer(new LengthClassifier("relevant"), ServiceSettings.STANDARD, http)) {
      Reply refused = server.post("/models/length/ranges", json(body));
      assertThat(refused.status()).isEqualTo(424);
      assertThat(refused.text()).contains("model 'length' scores labels and gives no vectors");
      assertThat(server.get("/models/length/ranges").json().get("ranges")).isEmpty();
    }
  }

  @Test
  void kindsAModelLacksHaveNoRanges() {
    Reply refused = post(RANGES, "{'lowest':[-1],'highest':[1],'output':'colbert'}");
    assertThat(refused.status()).isEqualTo(424);
    assertThat(refused.text()).contains("model 'literal' gives no colbert vectors");
  }

  private static void keep(String ranges) {
    assertThat(post(RANGES, ranges).status()).isEqualTo(200);
  }

  private static HttpResponse<byte[]> bytes(String request, String accept) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          SERVER
              .request(EMBED)
              .header("Content-Type", "application/json")
              .header("Accept", accept)
              .POST(BodyPublishers.ofString(json(request)))
              .build(),
          BodyHandlers.ofByteArray());
    }
  }

  /// Ranges of a case: given, from other vectors, from the file's corpus, or from its own vectors.
  private static JsonNode ranges(JsonNode one, JsonNode ofCorpus) {
    JsonNode calibration = one.path("calibration");
    JsonNode given = calibration.isTextual() ? ofCorpus : one.path("ranges");
    ObjectNode ranges = Json.MAPPER.createObjectNode();
    if (given.isArray()) {
      ranges.set("lowest", given.get(0));
      ranges.set("highest", given.get(1));
    } else {
      ranges.set("vectors", calibration.isArray() ? calibration : one.get("embeddings"));
    }
    return ranges;
  }

  private static ObjectNode request(JsonNode embeddings, String precision) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.put("precision", precision).put("normalize", false);
    var inputs = request.putArray("inputs");
    for (JsonNode row : embeddings) {
      float[] vector = new float[row.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = row.get(i).floatValue();
      }
      inputs.add(LiteralEmbedder.text(vector));
    }
    return request;
  }

  private static void assertSame(JsonNode actual, JsonNode expected, String what) {
    assertThat(actual.size()).as(what).isEqualTo(expected.size());
    for (int row = 0; row < expected.size(); row++) {
      assertThat(actual.get(row).size()).as(what).isEqualTo(expected.get(row).size());
      for (int i = 0; i < expected.get(row).size(); i++) {
        assertThat(actual.get(row).get(i).floatValue())
            .as("%s, row %d, number %d", what, row, i)
            .isEqualTo(expected.get(row).get(i).floatValue());
      }
    }
  }
}
