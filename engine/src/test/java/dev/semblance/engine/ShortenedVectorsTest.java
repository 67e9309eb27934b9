package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.ModelCard;
import dev.semblance.OutputForm;
import dev.semblance.engine.model.ModelPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What model folders declare about shortened vectors, and how vectors are cut.
class ShortenedVectorsTest {
  private static final Path MODELS =
      Path.of(System.getProperty("semblance.root", ".."), "../shared/fixtures/models");
  private static final String TEXT = "What is BGE M3?";

  @TempDir Path folder;

  /// The steps of nomic-embed-text-v1.5's model card, in torch: `layer_norm(x, (k,))`, `x[:, :n]`,
  /// `normalize(x)`.
  @Test
  void nomicVectorsAreLayerNormalisedBeforeTheCut() throws IOException {
    try (Embedder embedder = open(copied("nomic-bert"))) {
      assertThat(cut(embedder).layerNorm()).isTrue();
      float[] raw = embedder.embed(TEXT, form(false, null));
      double mean = mean(raw);
      double deviation = Math.sqrt(squares(raw, mean) / raw.length + 1e-5);
      double[] expected = new double[16];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (raw[i] - mean) / deviation;
      }
      double length = Math.sqrt(Arrays.stream(expected).map(x -> x * x).sum());
      float[] actual = embedder.embed(TEXT, form(true, 16));
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) actual[i]).isCloseTo(expected[i] / length, within(1e-6));
      }
      assertThat(embedder.embed(TEXT, form(false, raw.length))).isEqualTo(raw);
    }
  }

  @Test
  void otherVectorsAreCutUnchanged() throws IOException {
    for (String model : new String[] {"bert-cls", "bert-layernorm-dense"}) {
      try (Embedder embedder = open(copied(model))) {
        assertThat(cut(embedder)).isEqualTo(ModelCard.Cut.UNDECLARED);
        assertThat(embedder.embed(TEXT, form(false, 8)))
            .isEqualTo(Arrays.copyOf(embedder.embed(TEXT, form(false, null)), 8));
      }
    }
  }

  @Test
  void matryoshkaIsDeclaredInConfigsOrModelCard() throws IOException {
    Path model = copied("bert-cls");
    Path readme = Files.writeString(model.resolve("README.md"), "Trained with MatryoshkaLoss.");
    assertThat(declared(model)).isTrue();
    Files.writeString(readme, "Trained.");
    assertThat(declared(model)).isFalse();
    Path config = model.resolve("config.json");
    String was = Files.readString(config);
    Files.writeString(config, was.replaceFirst("\\{", "{\"matryoshka_dimensions\": [8, 16],"));
    assertThat(declared(model)).isTrue();
    Files.writeString(config, was.replaceFirst("\\{", "{\"matryoshka_dimensions\": [],"));
    assertThat(declared(model)).isFalse();
  }

  private static boolean declared(Path model) {
    try (Embedder embedder = open(model)) {
      return cut(embedder).declared();
    }
  }

  private static ModelCard.Cut cut(Embedder embedder) {
    return switch (embedder.card().task()) {
      case ModelCard.Task.Embed task -> task.cut();
      case ModelCard.Task.Classify _ -> throw new AssertionError("embeds nothing");
    };
  }

  private static EmbedOptions form(boolean normalize, @Nullable Integer dimensions) {
    return EmbedOptions.DEFAULT.with(new OutputForm(normalize, dimensions));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double squares(float[] values, double mean) {
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }

  private static Embedder open(Path model) {
    var places = new ModelPlaces(Path.of("no-models"), Path.of("no-hub-cache"));
    return Engine.open(model.toString(), EngineSettings.standard(places).with(EncoderChoice.F32));
  }

  private Path copied(String name) throws IOException {
    assumeTrue(Files.exists(MODELS), "skipped: ../shared/fixtures/models is absent");
    Path from = MODELS.resolve(name);
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }
}
