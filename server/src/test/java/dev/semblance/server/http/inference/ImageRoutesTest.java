package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static dev.semblance.server.http.inference.TinyModels.FOLDER;
import static dev.semblance.server.http.inference.TinyModels.expected;
import static dev.semblance.server.http.inference.TinyModels.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images and texts over HTTP, compared with the reference libraries.
class ImageRoutesTest {
  private static final String CLIP = "clip";

  @ParameterizedTest
  @ValueSource(strings = {CLIP, "chinese-clip"})
  void textsAndImagesOfOneRequestMatchTheReference(String name) throws IOException {
    JsonNode expected = expected(name);
    ObjectNode request = Json.MAPPER.createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    for (JsonNode image : expected.path("images")) {
      inputs.add(image(name, image));
    }
    for (JsonNode text : expected.path("cases")) {
      if (!text.path("text").asText().isEmpty()) {
        inputs.add(text.path("text"));
      }
    }
    try (RunningServer server = serve(name)) {
      JsonNode unit = server.post("/embed", request.toString()).json();
      JsonNode raw = server.post("/embed", request.put("normalize", false).toString()).json();
      assertThat(unit).hasSize(inputs.size());
      int row = 0;
      for (JsonNode image : expected.path("images")) {
        assertClose(unit.get(row), image.path("normalized"), 1e-5);
        assertClose(raw.get(row++), image.path("image_features"), 5e-5);
      }
      for (JsonNode text : expected.path("cases")) {
        if (!text.path("text").asText().isEmpty()) {
          assertClose(unit.get(row), text.path("normalized"), 1e-5);
          assertClose(raw.get(row++), text.path("text_features"), 5e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CLIP, "chinese-clip"})
  void imageRanksTextsAsTheReference(String name) throws IOException {
    JsonNode logits = expected(name).path("logits");
    double scale = Math.exp(logits.path("logit_scale").doubleValue());
    ObjectNode request = Json.MAPPER.createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    logits.path("images").forEach(file -> inputs.add(image(name, "images/" + file.asText())));
    logits.path("texts").forEach(inputs::add);
    try (RunningServer server = serve(name)) {
      JsonNode vectors = server.post("/embed", request.toString()).json();
      int images = logits.path("images").size();
      for (int i = 0; i < images; i++) {
        for (int t = 0; t < logits.path("texts").size(); t++) {
          assertThat(scale * dot(vectors.get(i), vectors.get(images + t)))
              .isCloseTo(logits.path("logits_per_image").get(i).get(t).doubleValue(), within(5e-5));
        }
      }
    }
  }

  @Test
  void everyEmbeddingRouteAcceptsImages() throws IOException {
    JsonNode expected = expected(CLIP).path("images").get(0);
    ObjectNode image = image(CLIP, expected);
    ObjectNode address = Json.MAPPER.createObjectNode();
    address.put("image", "data:image/png;base64," + image.get("image").textValue());
    try (RunningServer server = serve(CLIP)) {
      for (ObjectNode one : new ObjectNode[] {image, address}) {
        JsonNode embedded = server.post("/embed", request("inputs", one)).json();
        assertClose(embedded.get(0), expected.path("normalized"), 1e-5);
        JsonNode several = server.post("/embed_multi", request("inputs", one)).json();
        assertClose(several.get(0).path("dense"), expected.path("normalized"), 1e-5);
        JsonNode list = server.post("/v1/embeddings", request("input", one)).json();
        assertClose(list.at("/data/0/embedding"), expected.path("normalized"), 1e-5);
        assertThat(list.at("/usage/prompt_tokens").intValue()).isEqualTo(17);
      }
      JsonNode model =
          server
              .get("/v1/models/" + server.get("/v1/models").json().at("/data/0/id").textValue())
              .json();
      assertThat(model.path("inputs").toString()).isEqualTo("[\"text\",\"image\"]");
      assertThat(server.get("/info").json().at("/model_type/embedding/pooling").textValue())
          .isEqualTo("eos");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'image':'https://example.org/a.png'} | 422 | inputs[1].image: addresses are not fetched",
        "{'image':'file:///etc/passwd'} | 422 | inputs[1].image: addresses are not fetched",
        "{'image':'data:image/png,abc'} | 422 | inputs[1].image: a `data:` URL must hold base64",
        "{'image':'not base64!'} | 422 | inputs[1].image: this is not base64",
        "{'image':7} | 422 | inputs[1]: expected an object with a string `image`",
        "{'url':'a'} | 422 | inputs[1]: expected an object with a string `image`",
        "{'image':''} | 400 | cannot be empty",
        "{'image':'AAAA'} | 422 | this is not an image of a kind known here: PNG, JPEG, GIF (input"
            + " 1)"
      })
  void errorNamesTheUnreadableImage(String element, int status, String fact) {
    try (RunningServer server = serve(CLIP)) {
      var reply = server.post("/embed", json("{'inputs':['a'," + element + "]}"));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.text()).contains(fact);
    }
  }

  @Test
  void refusesATruncatedImage() throws IOException {
    try (RunningServer server = serve(CLIP)) {
      byte[] whole = Files.readAllBytes(FOLDER.resolve("clip/images/waves.png"));
      String half = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, whole.length / 2));
      var reply = server.post("/embed", json("{'inputs':['a',{'image':'" + half + "'}]}"));
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("error").textValue())
          .contains("image is truncated or damaged", "(input 1)");
    }
  }

  @Test
  void badImageFailsAloneOnPartialRoutes() throws IOException {
    ObjectNode request = Json.MAPPER.createObjectNode();
    ArrayNode inputs = request.putArray("inputs").add("a").add(image(CLIP, "images/disc.png"));
    inputs.addObject().put("image", "AAAA");
    try (RunningServer server = serve(CLIP)) {
      JsonNode reply = server.post("/embed_multi", request.toString()).json();
      assertThat(reply.get(0).path("dense")).hasSize(24);
      assertThat(reply.get(1).path("dense")).hasSize(24);
      assertThat(reply.get(2).path("index").intValue()).isEqualTo(2);
      assertThat(reply.get(2).path("error").textValue()).contains("is not an image of a kind");
    }
  }

  @Test
  void enforcesTheLimits() throws IOException {
    String image = request("inputs", image(CLIP, "images/waves.png"));
    var bytes = ServiceSettings.STANDARD.withMaxImageBytes(100);
    try (RunningServer server = limited(bytes, 40_000_000)) {
      var reply = server.post("/embed", image);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("error").textValue())
          .contains("an image must have no more than 100 bytes. Given: 1679");
    }
    try (RunningServer server = limited(ServiceSettings.STANDARD, 75 * 50 - 1)) {
      var reply = server.post("/embed", image);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().path("error").textValue())
          .contains("image is too large: 75 x 50 pixels, the limit is 3749");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/embed_all,makes dense vectors of images",
    "/embed_sparse,not an embedding model with SPLADE",
    "/embed_chunks,'chunks are of texts, not of images'"
  })
  void textRoutesRefuseImages(String route, String fact) throws IOException {
    try (RunningServer server = serve(CLIP)) {
      String body = request("inputs", image(CLIP, "images/disc.png"));
      var reply = server.post(route, body.replaceFirst("\\{", "{\"chunk\":{\"tokens\":8},"));
      assertThat(reply.status()).isBetween(400, 499);
      assertThat(reply.json().path("error").textValue()).contains(fact);
    }
  }

  @Test
  void textModelsRefuseImages() throws IOException {
    try (RunningServer server = serve("bert-cls")) {
      var reply = server.post("/embed", request("inputs", image(CLIP, "images/disc.png")));
      assertThat(reply.status()).isEqualTo(424);
      assertThat(reply.json().path("error").textValue()).contains("reads texts, not images");
    }
  }

  private static RunningServer limited(ServiceSettings settings, long pixels) {
    TinyModels.requireThem();
    var places = new ModelPlaces(Path.of("no-models"), Path.of("no-hub-cache"));
    var engine = EngineSettings.standard(places).with(EncoderChoice.F32).withImagePixels(pixels);
    var model = Engine.openModel(FOLDER.resolve(CLIP).toString(), engine);
    return new RunningServer(model, settings, HttpSettings.STANDARD);
  }

  private static String request(String field, JsonNode input) {
    return TinyModels.request(field, input).toString();
  }

  private static ObjectNode image(String model, JsonNode expected) {
    return image(model, expected.path("file").asText());
  }

  private static ObjectNode image(String model, String file) {
    TinyModels.requireThem();
    try {
      byte[] bytes = Files.readAllBytes(FOLDER.resolve(model).resolve(file));
      return Json.MAPPER.createObjectNode().put("image", Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double dot(JsonNode a, JsonNode b) {
    double dot = 0;
    for (int i = 0; i < a.size(); i++) {
      dot += a.get(i).doubleValue() * b.get(i).doubleValue();
    }
    return dot;
  }

  private static void assertClose(JsonNode vector, JsonNode expected, double tolerance) {
    assertThat(vector).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(vector.get(i).doubleValue())
          .as("component %d", i)
          .isCloseTo(expected.get(i).doubleValue(), within(tolerance));
    }
  }
}
