package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.ImageSpec;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares colour, grey, palette and transparent images with the reference's image processors.
class FrameTest {
  private static final PixelBudget BUDGET = new PixelBudget(1_000_000, 1);

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void everyByteIsTheReferences(String model) throws Exception {
    Path folder = Shared.model(model);
    ImageSpec spec = spec(folder);
    for (JsonNode image : Shared.json(folder.resolve("expected.json")).path("images")) {
      Pixels seen =
          Pixels.read(
              bytes(folder, image),
              BUDGET.within(Long.MAX_VALUE),
              new Frame(spec.preprocessing())::apply);
      assertThat(sha256(channelsFirst(seen)))
          .as(image.path("file").asText())
          .isEqualTo(image.path("uint8_chw_sha256").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "chinese-clip"})
  void numbersAreTheReferences(String model) throws IOException {
    Path folder = Shared.model(model);
    ImageSpec spec = spec(folder);
    for (JsonNode image : Shared.json(folder.resolve("expected.json")).path("images")) {
      TokenSequence read = new ImageReader(spec, BUDGET).read(bytes(folder, image), Long.MAX_VALUE);
      assertThat(read.length()).isEqualTo(spec.patches() + 1);
      float[] patches = new float[3 * 32 * 32];
      Objects.requireNonNull(read.image()).write(patches, 0);
      double sum = 0;
      for (float number : patches) {
        sum += number;
      }
      assertThat(sum).isCloseTo(image.path("sum").doubleValue(), within(1e-3));
      String[] colors = {"first_row_red", "first_row_green", "first_row_blue"};
      for (int color = 0; color < colors.length; color++) {
        for (int x = 0; x < 32; x++) {
          int at = (x / 8 * 3 + color) * 64 + x % 8;
          float expected = image.path(colors[color]).get(x).floatValue();
          assertThat(patches[at]).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }

  private static ImageSpec spec(Path folder) {
    return ModelSpec.read(new ModelFolder("tiny", folder)).images().orElseThrow();
  }

  private static byte[] bytes(Path folder, JsonNode image) throws IOException {
    return Files.readAllBytes(folder.resolve(image.path("file").asText()));
  }

  private static byte[] channelsFirst(Pixels image) {
    int pixels = image.width() * image.height();
    byte[] channels = new byte[3 * pixels];
    for (int i = 0; i < channels.length; i++) {
      channels[i % 3 * pixels + i / 3] = image.rgb()[i];
    }
    return channels;
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
