package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.model.ImagePreprocessing;
import dev.semblance.engine.model.ImagePreprocessing.Box;
import dev.semblance.engine.model.ImagePreprocessing.Resize;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares resized images with Pillow's.
class ResamplingTest {
  private static final ImagePreprocessing.Levels AS_THEY_ARE =
      new ImagePreprocessing.Levels(new float[3][256]);

  @ParameterizedTest
  @CsvSource({
    "640,480,298,224,f49f80759e8d9545,12 3 12",
    "333,500,224,336,ef67a7f80952fc6d,6 1 11",
    "100,80,280,224,7ac059cca6344ba3,0 0 11",
    "7,5,3,2,e00efe38a0264afc,16 4 12"
  })
  void resizesBitForBitAsPillow(
      int width, int height, int toWidth, int toHeight, String sha256, String firstPixel)
      throws NoSuchAlgorithmException {
    Pixels resized = frame(new Box(toWidth, toHeight)).apply(pattern(width, height));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(resized.rgb());
    assertThat(HexFormat.of().formatHex(digest)).startsWith(sha256);
    assertThat(resized.rgb()[0] + " " + resized.rgb()[1] + " " + resized.rgb()[2])
        .isEqualTo(firstPixel);
  }

  @Test
  void cropsTheMiddleOfTheResizedImage() {
    Pixels whole = frame(new Box(298, 224)).apply(pattern(640, 480));
    Pixels middle =
        new Frame(new ImagePreprocessing(new Resize.Shortest(224), new Box(224, 224), AS_THEY_ARE))
            .apply(pattern(640, 480));
    for (int y = 0; y < 224; y++) {
      int from = (y * 298 + 37) * 3;
      assertThat(Arrays.copyOfRange(middle.rgb(), y * 224 * 3, (y + 1) * 224 * 3))
          .isEqualTo(Arrays.copyOfRange(whole.rgb(), from, from + 224 * 3));
    }
  }

  @Test
  void smallerImagesAreCentredOnBlack() {
    Pixels white = new Pixels(2, 1, new byte[] {-1, -1, -1, -1, -1, -1});
    Pixels framed =
        new Frame(new ImagePreprocessing(new Resize.Nothing(), new Box(5, 2), AS_THEY_ARE))
            .apply(white);
    byte[] expected = new byte[30];
    Arrays.fill(expected, 15 + 6, 15 + 12, (byte) -1);
    assertThat(framed.rgb()).isEqualTo(expected);
  }

  @Test
  void thinImagesTakeNoMoreMemoryThanTheFrame() {
    Frame frame =
        new Frame(new ImagePreprocessing(new Resize.Shortest(32), new Box(32, 32), AS_THEY_ARE));
    for (Pixels thin :
        new Pixels[] {
          new Pixels(65_535, 1, new byte[65_535 * 3]), new Pixels(1, 65_535, new byte[65_535 * 3])
        }) {
      assertThat(frame.apply(thin).rgb()).hasSize(32 * 32 * 3).containsOnly(0);
    }
  }

  private static Frame frame(Box exactly) {
    return new Frame(new ImagePreprocessing(new Resize.Exactly(exactly), exactly, AS_THEY_ARE));
  }

  private static Pixels pattern(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (7 * x + 13 * y);
        rgb[at + 1] = (byte) (x * x + 3 * y);
        rgb[at + 2] = (byte) (x * y + 11);
      }
    }
    return new Pixels(width, height, rgb);
  }
}
