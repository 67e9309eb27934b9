package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.encoder.transformer.WeightMemory;
import dev.semblance.engine.hub.HubCache;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.onednn.OneDnn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Memory estimates use the element type in which the encoder keeps each matrix.
class ModelMemoryTest {
  private static final long WIDTH = 48;
  private static final long VOCABULARY = 800;
  private static final long OF_LAYERS = 2 * (4 * WIDTH * WIDTH + 2 * WIDTH * 96);
  private static final long OF_SMALL_TABLES = (128 + 2) * WIDTH;

  @Test
  void float32InFloat32TakesItsSizeOnDisk() {
    ModelFolder folder = folder("bert-mean");
    assertThat(bytes(folder, EncoderChoice.F32)).isEqualTo(disk(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-f16", "bert-bf16"})
  void halfPrecisionWeightsGrowWhenWidened(String name) {
    ModelFolder folder = folder(name);
    assertThat(bytes(folder, EncoderChoice.F32))
        .isEqualTo(disk(folder) + 2 * (OF_LAYERS + OF_SMALL_TABLES));
  }

  @Test
  void float32InBfloat16TakesHalfForLayers() {
    assumeTrue(OneDnn.instance().isa().bfloat16(), "skipped: this CPU has no bfloat16");
    ModelFolder folder = folder("bert-mean");
    assertThat(bytes(folder, EncoderChoice.BF16)).isEqualTo(disk(folder) - 2 * OF_LAYERS);
    ModelFolder half = folder("bert-bf16");
    assertThat(bytes(half, EncoderChoice.BF16)).isEqualTo(disk(half) + 2 * OF_SMALL_TABLES);
  }

  @Test
  void vocabularyHeadPacksTheWordTableAgain() {
    ModelFolder folder = folder("splade");
    assertThat(bytes(folder, EncoderChoice.F32)).isEqualTo(disk(folder) + 4 * VOCABULARY * WIDTH);
  }

  @Test
  void textAndImageEncodersAreCounted() {
    ModelFolder folder = folder("clip");
    assertThat(bytes(folder, EncoderChoice.F32)).isEqualTo(disk(folder));
    assumeTrue(OneDnn.instance().isa().bfloat16(), "skipped: this CPU has no bfloat16");
    var texts = new WeightMemory(encoder(folder), NativePrecision.BF16);
    assertThat(texts.growth(false)).isNegative();
    assertThat(texts.growthOfImages()).isNegative();
    assertThat(bytes(folder, EncoderChoice.BF16))
        .isEqualTo(disk(folder) + texts.growth(false) + texts.growthOfImages());
  }

  private static ModelFolder encoder(ModelFolder folder) {
    return ModelSpec.read(folder).encoderFolder();
  }

  @Test
  void unpackedWeightsCountAsOnDisk() {
    ModelFolder tables = folder("static-embedding");
    assertThat(bytes(tables, EncoderChoice.AUTO)).isEqualTo(disk(tables)).isPositive();
    ModelFolder graph = folder("bert-mean");
    assertThat(bytes(graph, EncoderChoice.ONNX)).isEqualTo(disk(graph));
  }

  @Test
  void graphsThatStandInForWeightsCountAsOnDisk() {
    for (String name : new String[] {"graph-fused", "graph-int8", "graph-optimized-name"}) {
      ModelFolder graph = new ModelFolder(name, Shared.shared("fixtures/reported/" + name));
      assertThat(bytes(graph, EncoderChoice.AUTO)).as(name).isEqualTo(disk(graph)).isPositive();
    }
  }

  private static ModelFolder folder(String name) {
    Path path = Shared.shared("fixtures/models/" + name);
    return new ModelFolder(name, path);
  }

  private static long disk(ModelFolder folder) {
    return HubCache.weightBytes(folder.root());
  }

  private static long bytes(ModelFolder folder, EncoderChoice choice) {
    return Engine.memoryBytes(folder, Shared.packaged().with(choice));
  }
}
