package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.OutputForm;
import dev.semblance.Precision;
import dev.semblance.server.LiteralRowsEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.output.Packing;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.vector.Ranges;
import dev.semblance.vector.Vectors;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every route that returns vectors, in every precision and format.
class OutputFormsTest {
  private static final int WIDTH = 4;
  private static final RunningServer SERVER =
      new RunningServer(
          new LiteralRowsEmbedder(WIDTH), ServiceSettings.STANDARD, HttpSettings.STANDARD);

  /// Two texts with two tokens and one; all vectors already have length 1.
  private static final String TEXTS = "['.5 .5 -.5 .5/0 -1 0 0','0 0 1 0']";

  private static final float[] A = {.5f, .5f, -.5f, .5f};
  private static final float[] B = {0, -1, 0, 0};
  private static final float[] C = {0, 0, 1, 0};

  /// A route and its expected vectors.
  ///
  /// @param route the route to call with the two texts
  /// @param more further fields of the request
  /// @param rows all expected rows, in order
  /// @param ofEach number of rows of each text; empty if one
  /// @param places JSON pointers of the rows in the reply
  record Form(String route, String more, List<float[]> rows, String ofEach, List<String> places) {
    String body(String form) {
      String field = route.endsWith("/v1/embeddings") ? "'input':" : "'inputs':";
      return json("{" + more + form + field + TEXTS + "}");
    }

    /// Whether its vectors have lengths of their own.
    boolean raw() {
      return route.endsWith("/embed_all") || more.contains("'tokens']");
    }
  }

  private static Form one(String route, String more, List<float[]> rows, String... places) {
    return new Form(route, more, rows, "", List.of(places));
  }

  private static Form several(String route, String more, String... places) {
    return new Form(route, more, List.of(A, B, C), "2,1", List.of(places));
  }

  private static final String EMBED = "/models/rows/embed";
  private static final String OPENAI = "/models/rows/v1/embeddings";
  private static final String EACH = "'chunk':{'tokens':1},";
  private static final String POOLED = "'chunk':{'tokens':1,'pool':'mean'},";
  private static final String[] DATA = {
    "/data/0/embedding", "/data/1/embedding", "/data/2/embedding"
  };
  private static final String[] WINDOWS = {
    "/0/chunks/0/embedding", "/0/chunks/1/embedding", "/1/chunks/0/embedding"
  };
  private static final Form OPENAI_CHUNKS = several(OPENAI, EACH, DATA);
  private static final Form OPENAI_POOLED = one(OPENAI, POOLED, List.of(B, C), DATA);

  private static final List<Form> FORMS =
      List.of(
          one(EMBED, "", List.of(A, C), "/0", "/1"),
          one("/models/rows/invocations", "", List.of(A, C), "/0", "/1"),
          one(OPENAI, "", List.of(A, C), DATA),
          several("/models/rows/embed_all", "", "/0/0", "/0/1", "/1/0"),
          one("/embed_multi", "'outputs':['dense'],", List.of(A, C), "/0/dense", "/1/dense"),
          several(
              "/embed_multi",
              "'outputs':['colbert'],",
              "/0/colbert/0",
              "/0/colbert/1",
              "/1/colbert/0"),
          several(
              "/embed_multi", "'outputs':['tokens'],", "/0/tokens/0", "/0/tokens/1", "/1/tokens/0"),
          several("/embed_chunks", EACH, WINDOWS),
          several(EMBED, EACH, WINDOWS),
          one("/embed_chunks", POOLED, List.of(B, C), "/0/embedding", "/1/embedding"),
          one(EMBED, POOLED, List.of(B, C), "/0", "/1"),
          OPENAI_CHUNKS,
          OPENAI_POOLED);

  private static List<Form> forms() {
    return FORMS;
  }

  private static Stream<Arguments> formsAndPrecisions() {
    return FORMS.stream()
        .flatMap(form ->
            Arrays.stream(Precision.values()).map(precision -> Arguments.of(form, precision)));
  }

  @BeforeAll
  static void calibrate() {
    for (String kind : List.of("dense", "colbert", "tokens")) {
      String ranges = "{'lowest':[-1,-1,-1,-1],'highest':[1,1,1,1],'output':'" + kind + "'}";
      assertThat(SERVER.post("/models/rows/ranges", json(ranges)).status()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @MethodSource("formsAndPrecisions")
  void answersInEveryPrecisionAsJsonBase64BytesAndNumpysFile(Form form, Precision precision)
      throws Exception {
    PackedVectors expected = PackedVectors.of(packing(precision), form.rows());
    String asked = "'precision':'" + precision.name().toLowerCase(Locale.ROOT) + "',";

    JsonNode numbers = SERVER.post(form.route(), form.body(asked)).json();
    JsonNode base64 =
        SERVER.post(form.route(), form.body(asked + "'encoding_format':'base64',")).json();
    for (int row = 0; row < form.rows().size(); row++) {
      byte[] bytes = expected.rows().get(row);
      JsonNode vector = numbers.at(form.places().get(row));
      assertThat(vector).as(numbers.toString()).hasSize(expected.width());
      for (int i = 0; i < expected.width(); i++) {
        float number =
            expected.element().whole()
                ? expected.element().code(bytes, i)
                : expected.element().value(bytes, i);
        assertThat(vector.get(i).floatValue()).isEqualTo(number);
      }
      assertThat(Base64.getDecoder().decode(base64.at(form.places().get(row)).textValue()))
          .isEqualTo(bytes);
    }

    HttpResponse<byte[]> raw = bytes(form, asked, "application/octet-stream");
    assertThat(raw.body()).isEqualTo(joined(expected.rows()));
    assertThat(raw.headers().firstValue("x-semblance-shape"))
        .contains(form.rows().size() + "," + expected.width());
    assertThat(raw.headers().firstValue("x-semblance-dtype")).contains(expected.element().type());
    assertThat(raw.headers().firstValue("x-semblance-rows").orElse("")).isEqualTo(form.ofEach());
    byte[] npy = bytes(form, asked, "application/x-npy").body();
    assertThat(Arrays.copyOfRange(npy, npy.length - raw.body().length, npy.length))
        .isEqualTo(raw.body());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void warnsWhenTheModelDoesNotDeclareTheCut(Form form) {
    Reply reply = SERVER.post(form.route(), form.body("'dimensions':2,"));
    for (int row = 0; row < form.rows().size(); row++) {
      float[] cut = Vectors.form(form.rows().get(row), new OutputForm(!form.raw(), 2));
      JsonNode vector = reply.json().at(form.places().get(row));
      assertThat(vector).as(reply.text()).hasSize(2);
      assertThat(vector.get(0).floatValue()).isCloseTo(cut[0], within(1e-6f));
      assertThat(vector.get(1).floatValue()).isCloseTo(cut[1], within(1e-6f));
    }
    assertThat(reply.header("x-semblance-warning")).contains("Matryoshka");
    assertThat(SERVER.post(form.route(), form.body("'dimensions':5,")).text())
        .contains("`dimensions` should be smaller than the maximum embedding dimension");
    assertThat(SERVER.post(form.route(), form.body("'dimensions':0,")).status()).isEqualTo(422);
    assertThat(SERVER.post(form.route(), form.body("'precision':'int4',")).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void needsRangesOfTheRequestedDimensions(Form form) {
    Reply reply = SERVER.post(form.route(), form.body("'precision':'int8','dimensions':3,"));
    assertThat(reply.text())
        .contains("vectors of 3 dimensions (there are those for dense 4, colbert 4, tokens 4)");
  }

  @Test
  void chunksOfOpenAisListHaveTextIndexAndOffsets() {
    JsonNode data = SERVER.post(OPENAI, OPENAI_CHUNKS.body("'model':'x',")).json().get("data");
    JsonNode second = data.get(1);
    assertThat(second.get("index").intValue()).isEqualTo(1);
    assertThat(second.get("input").intValue()).isZero();
    assertThat(second.get("start").intValue()).isEqualTo(13);
    assertThat(second.get("end").intValue()).isEqualTo(21);
    assertThat(second.get("tokens").intValue()).isEqualTo(1);
    assertThat(data.get(2).get("input").intValue()).isEqualTo(1);
    assertThat(SERVER.post(OPENAI, OPENAI_POOLED.body("")).json().at("/data/1").has("input"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          /models/rows/embed_sparse | {'inputs':'1 3 2 -1','max_active_dims':2}                      | /0
          /embed_multi              | {'inputs':'1 3 2 -1','max_active_dims':2,'outputs':['sparse']} | /0/sparse
          """)
  void keepsTheLargestWeights(String route, String body, String place) {
    JsonNode weights = SERVER.post(route, json(body)).json().at(place);
    assertThat(weights.findValuesAsText("index")).containsExactly("1", "2");
    assertThat(SERVER.post(route, json(body.replace(":2", ":0"))).text())
        .contains("`max_active_dims` should be positive");
    assertThat(SERVER.post(route, json(body.replace("}", ",'precision':'int8'}"))).text())
        .contains("`precision` is not available for sparse weights");
  }

  private static Packing packing(Precision precision) {
    return Packing.of(
        precision, WIDTH, () -> new Ranges(new float[] {-1, -1, -1, -1}, new float[] {1, 1, 1, 1}));
  }

  private static HttpResponse<byte[]> bytes(Form form, String asked, String accept)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          SERVER
              .request(form.route())
              .header("Content-Type", "application/json")
              .header("Accept", accept)
              .POST(BodyPublishers.ofString(form.body(asked)))
              .build(),
          BodyHandlers.ofByteArray());
    }
  }

  private static byte[] joined(List<byte[]> rows) {
    var bytes = new ByteArrayOutputStream();
    rows.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }
}
