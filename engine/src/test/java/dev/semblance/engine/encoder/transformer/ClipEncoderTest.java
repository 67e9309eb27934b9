package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.input.ImageReader;
import dev.semblance.engine.input.Patches;
import dev.semblance.engine.input.PixelBudget;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both encoders of CLIP against the hidden states of the reference library.
class ClipEncoderTest {
  private static final double FLOAT32 = 1e-5;
  private static final int WIDTH = 32;

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> "skipped: " + OneDnn.missing().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void encodesTextsAsTheReference(String name) {
    Golden golden = Golden.at(folder(name));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      assertThat(golden.worst(encoder, 1)).isLessThan(FLOAT32);
      assertThat(golden.worst(encoder, 3)).isLessThan(FLOAT32);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void encodesImagesAsTheReference(String name) throws IOException {
    JsonNode expected =
        Shared.json(folder(name).resolve("expected.json"))
            .path("vision_hidden_of_image_0")
            .path("last_hidden_state");
    try (var encoder = open(name, NativePrecision.F32)) {
      for (int threads : new int[] {1, 3}) {
        Hidden hidden = encoder.encode(batch(name, "waves"), Rows.ALL, threads);
        for (var row : expected.path("rows").properties()) {
          float[] reference = Shared.floats(row.getValue());
          assertThat(Golden.distance(reference, hidden.row(Integer.parseInt(row.getKey()))))
              .isLessThan(FLOAT32);
        }
      }
    }
  }

  @Test
  void imageDoesNotDependOnBatchOrThreads() throws IOException {
    try (var encoder = open("clip", NativePrecision.F32)) {
      Hidden alone = encoder.encode(batch("clip", "disc"), Rows.ALL, 1);
      RaggedBatch several = batch("clip", "waves", "disc", "gray");
      for (int threads = 1; threads < 5; threads++) {
        Hidden all = encoder.encode(several, Rows.ALL, threads);
        Hidden firsts = encoder.encode(several, Rows.FIRST, threads);
        assertThat(Golden.distance(alone.row(0), firsts.row(1))).isLessThan(1e-6);
        for (int r = 0; r < alone.rows(); r++) {
          assertThat(Golden.distanceAtLengthOne(alone.row(r), all.row(alone.rows() + r)))
              .isLessThan(1e-6);
        }
      }
    }
  }

  @Test
  void bfloat16HasNearlyTheSameDirection() throws IOException {
    assumeTrue(OneDnn.instance().isa().bfloat16(), "skipped: no bfloat16 here");
    try (var exact = open("clip", NativePrecision.F32);
        var narrow = open("clip", NativePrecision.BF16)) {
      RaggedBatch batch = batch("clip", "waves", "disc");
      Hidden expected = exact.encode(batch, Rows.FIRST, 1);
      Hidden near = narrow.encode(batch, Rows.FIRST, 1);
      for (int i = 0; i < batch.inputs(); i++) {
        assertThat(Golden.cosine(expected.row(i), near.row(i))).isGreaterThan(0.9995);
      }
    }
  }

  @Test
  void refusesTheOtherKindOfInput() throws IOException {
    RaggedBatch image = batch("clip", "disc");
    RaggedBatch text = RaggedBatch.of(List.of(new int[] {1, 2}));
    try (var images = open("clip", NativePrecision.F32);
        var texts =
            NativeEncoder.open(new ModelFolder("clip", folder("clip")), NativePrecision.F32)) {
      assertRefused(texts, image, "reads texts");
      assertRefused(images, text, "reads images");
      assertRefused(images, image.with(new float[7]), "7 numbers");
      assertRefused(images, text.with(new float[192]), "has 2 rows");
    }
  }

  private static void assertRefused(NativeEncoder encoder, RaggedBatch batch, String fact) {
    assertThatThrownBy(() -> encoder.encode(batch, Rows.ALL, 1))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INVALID))
        .hasMessageContaining(fact);
  }

  private static NativeEncoder open(String name, NativePrecision precision) {
    return NativeEncoder.openImages(new ModelFolder(name, folder(name)), precision);
  }

  private static Path folder(String name) {
    return Shared.model(name);
  }

  private static RaggedBatch batch(String name, String... images) throws IOException {
    var spec = ModelSpec.read(new ModelFolder(name, folder(name))).images().orElseThrow();
    ImageReader reader = new ImageReader(spec, PixelBudget.of(1_000_000));
    float[] patches = new float[images.length * 3 * WIDTH * WIDTH];
    for (int i = 0; i < images.length; i++) {
      byte[] bytes = Files.readAllBytes(folder(name).resolve("images/" + images[i] + ".png"));
      Patches image = Objects.requireNonNull(reader.read(bytes, Long.MAX_VALUE).image());
      image.write(patches, i * image.numbers());
    }
    int[] ids = IntStream.rangeClosed(0, spec.patches()).toArray();
    return RaggedBatch.of(IntStream.range(0, images.length).mapToObj(_ -> ids).toList())
        .with(patches);
  }
}
