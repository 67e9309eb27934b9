package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models that read images, against results of the reference libraries.
class ImageModelsTest {
  private static final EmbedOptions RAW = EmbedOptions.DEFAULT.with(new OutputForm(false, null));

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void textsAndImagesOfOneBatchEqualTheReference(String name) throws IOException {
    Path folder = Shared.model(name);
    JsonNode expected = json(folder.resolve("expected.json"));
    List<Input> inputs = new ArrayList<>();
    List<JsonNode> wanted = new ArrayList<>();
    for (JsonNode image : expected.path("images")) {
      inputs.add(image(folder, image.path("file").asText()));
      wanted.add(image.path("image_features"));
      JsonNode text = expected.path("cases").get(wanted.size());
      inputs.add(Input.of(text.path("text").asText()));
      wanted.add(text.path("text_features"));
    }
    try (Embedder embedder = open(folder)) {
      List<Embedded> raw = embedder.embed(inputs, RAW);
      List<Embedded> normal = embedder.embed(inputs, EmbedOptions.DEFAULT);
      for (int i = 0; i < inputs.size(); i++) {
        float[] features = Shared.floats(wanted.get(i));
        assertVector(raw.get(i).vector(), features, 5e-5f);
        assertVector(normal.get(i).vector(), Vectors.form(features, OutputForm.NORMALIZED), 1e-5f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void textsEqualTheReference(String name) {
    Path folder = Shared.model(name);
    JsonNode expected = json(folder.resolve("expected.json"));
    try (Embedder embedder = open(folder)) {
      assertThat(embedder.card().shape().maxTokens())
          .isEqualTo(expected.path("max_length").intValue());
      for (JsonNode one : expected.path("cases")) {
        Embedded result = embedder.embed(List.of(text(one)), EmbedOptions.DEFAULT).getFirst();
        assertThat(result.tokens()).isEqualTo(one.path("input_ids").size());
        assertThat(result.truncated()).isEqualTo(one.path("truncated").booleanValue());
        assertVector(result.vector(), Shared.floats(one.path("normalized")), 1e-5f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void imagesAndTextsShareOneSpace(String name) throws IOException {
    Path folder = Shared.model(name);
    JsonNode logits = json(folder.resolve("expected.json")).path("logits");
    double scale = Math.exp(logits.path("logit_scale").doubleValue());
    try (Embedder embedder = open(folder)) {
      for (int i = 0; i < logits.path("images").size(); i++) {
        float[] image =
            vector(embedder, image(folder, "images/" + logits.path("images").get(i).asText()));
        for (int t = 0; t < logits.path("texts").size(); t++) {
          float[] text = vector(embedder, Input.of(logits.path("texts").get(t).asText()));
          assertThat(scale * Vectors.dot(image, text))
              .isCloseTo(
                  logits.path("logits_per_image").get(i).get(t).doubleValue(), within(5e-5 * 5));
        }
      }
    }
  }

  @Test
  void imageTokensAreItsPatchesAndTheClassToken() throws IOException {
    Path folder = Shared.model("clip");
    try (Embedder embedder = open(folder)) {
      Input disc = image(folder, "images/disc.png");
      assertThat(embedder.embed(List.of(disc), RAW).getFirst().tokens()).isEqualTo(17);
      assertThat(embedder.card().task())
          .isInstanceOfSatisfying(
              ModelCard.Task.Embed.class, task -> assertThat(task.images()).isTrue());
    }
  }

  @Test
  void textEndsAtItsFirstEndToken() {
    Path folder = Shared.model("clip");
    try (Embedder embedder = open(folder)) {
      float[] whole = vector(embedder, Input.of("a photo of a cat"));
      float[] followed = vector(embedder, Input.of("a photo of a cat<|endoftext|>and a dog"));
      assertVector(followed, whole, 1e-6f);
    }
  }

  @Test
  void cacheKeysOfImagesAreTheirBytes() throws IOException {
    Path folder = Shared.model("clip");
    var settings = Shared.packaged().with(EncoderChoice.F32).with(EmbeddingCache.of(1 << 20));
    try (Embedder embedder = Engine.open(folder.toString(), settings)) {
      float[] first = vector(embedder, image(folder, "images/disc.png"));
      float[] other = vector(embedder, image(folder, "images/gray.png"));
      assertThat(vector(embedder, image(folder, "images/disc.png"))).isEqualTo(first);
      assertThat(other).isNotEqualTo(first);
      assertThat(embedder.workload().cache().hits()).isEqualTo(1);
    }
  }

  @Test
  void faultNamesTheIndexOfAnImage() throws IOException {
    Path folder = Shared.model("clip");
    Input disc = image(folder, "images/disc.png");
    var inputs = List.of(Input.of("a"), disc, new Input.Image(new byte[] {1, 2, 3}));
    try (Embedder embedder = open(folder)) {
      assertRefused(() -> embedder.embed(inputs, RAW), Fault.INVALID, "not an image", "(input 2)");
      assertRefused(
          () -> embedder.embed(List.of(new Input.Image(new byte[0])), RAW),
          Fault.EMPTY,
          "cannot be empty");
      assertRefused(
          () -> embedder.embed(List.of(disc), RAW.with(Output.TOKENS)),
          Fault.UNSUPPORTED,
          "dense vectors of images");
    }
    var small = Shared.packaged().withImagePixels(1000);
    try (Embedder embedder = Engine.open(folder.toString(), small)) {
      assertRefused(() -> embedder.embed(inputs, RAW), Fault.TOO_LARGE, "1000", "(input 1)");
    }
  }

  @Test
  void textModelRefusesImages() {
    try (Embedder embedder = open(Shared.resource("bert-cls"))) {
      assertRefused(
          () -> embedder.embed(List.of(new Input.Image(new byte[9])), RAW),
          Fault.UNSUPPORTED,
          "reads texts, not images");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = EncoderChoice.class,
      names = {"ONNX", "INT8"})
  void refusesUnsupportedEncoders(EncoderChoice choice) {
    Path folder = Shared.model("clip");
    var settings = Shared.packaged().with(choice);
    assertRefused(
        () -> Engine.open(folder.toString(), settings), Fault.UNSUPPORTED, "float32 and bfloat16");
  }

  @Test
  void readsNewerProcessorConfig(@TempDir Path temp) throws IOException {
    Path original = Shared.model("clip");
    Path folder = Shared.copy(original, temp);
    Files.delete(folder.resolve("preprocessor_config.json"));
    Files.writeString(
        folder.resolve("processor_config.json"),
        """
        {"image_processor": {"size": {"shortest_edge": 32}, "resample": 3, "do_rescale": true,
          "crop_size": {"height": 32, "width": 32}, "rescale_factor": 0.00392156862745098}}
        """);
    try (Embedder old = open(original);
        Embedder newer = open(folder)) {
      Input waves = image(original, "images/waves.png");
      assertVector(vector(newer, waves), vector(old, waves), 1e-6f);
    }
  }

  @Test
  void opensSentenceTransformersFolders(@TempDir Path temp) throws IOException {
    Path original = Shared.model("clip");
    Shared.copy(original, temp.resolve("0_CLIPModel"));
    Files.writeString(
        temp.resolve("modules.json"),
        """
        [{"idx": 0, "name": "0", "path": "0_CLIPModel",
          "type": "sentence_transformers.models.CLIPModel"}]
        """);
    try (Embedder plain = open(original);
        Embedder wrapped = open(temp)) {
      for (Input input : List.of(Input.of("a cat"), image(original, "images/rgba.png"))) {
        assertThat(vector(wrapped, input)).isEqualTo(vector(plain, input));
      }
    }
  }

  @Test
  void refusesInvalidFolders(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.model("clip"), temp);
    Path settings = folder.resolve("preprocessor_config.json");
    String whole = Files.readString(settings);
    Files.writeString(settings, whole.replace("\"crop_size\": 32", "\"crop_size\": 24"));
    assertRefused(() -> open(folder), Fault.BROKEN_MODEL, "24 x 24", "32 x 32");
    Files.writeString(settings, whole.replace("\"resample\": 3", "\"resample\": 2"));
    assertRefused(() -> open(folder), Fault.UNSUPPORTED, "resample 2");
    Files.delete(settings);
    assertRefused(() -> open(folder), Fault.BROKEN_MODEL, "preprocessor_config.json");
  }

  private static Embedder open(Path folder) {
    return Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.F32));
  }

  private static Input text(JsonNode one) {
    return Input.of(one.path("text").asText());
  }

  private static Input image(Path folder, String file) throws IOException {
    return new Input.Image(Files.readAllBytes(folder.resolve(file)));
  }

  private static float[] vector(Embedder embedder, Input input) {
    return embedder.embed(List.of(input), EmbedOptions.DEFAULT).getFirst().vector();
  }

  private static void assertVector(float[] vector, float[] expected, float tolerance) {
    assertThat(vector).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(vector[i]).as("component %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static void assertRefused(Runnable call, Fault fault, String... facts) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContainingAll(facts);
  }
}
