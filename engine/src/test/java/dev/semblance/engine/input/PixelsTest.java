package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsTest {
  private static final long LIMIT = 40_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void readsColoursAsStored(int type) throws IOException {
    var image = new BufferedImage(3, 2, type);
    image.setRGB(2, 1, 0x10_64_C8_FF);
    Path file = write(image);
    Pixels pixels = read(file);
    assertThat(pixels.width()).isEqualTo(3);
    assertThat(pixels.height()).isEqualTo(2);
    assertThat(Arrays.copyOfRange(pixels.rgb(), 15, 18))
        .containsExactly(0x64, (byte) 0xC8, (byte) 0xFF);
  }

  @Test
  void readsGreysAsStored() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    image.getRaster().setSample(1, 0, 0, 255);
    assertThat(read(write(image)).rgb())
        .containsExactly(100, 100, 100, (byte) 255, (byte) 255, (byte) 255);
  }

  @Test
  void refusesBeforeAllocating() throws IOException {
    Path file = Files.write(folder.resolve("huge.png"), header(60_000, 60_000));
    assertRefused(file, Fault.TOO_LARGE, "image is too large: 60000 x 60000");
  }

  @Test
  void refusesIncompleteImages() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "text");
    assertRefused(text, Fault.INVALID, "is not an image");
    Path empty = Files.write(folder.resolve("empty.png"), header(0, 4));
    assertRefused(empty, Fault.INVALID, "image has no pixels");
    for (String format : new String[] {"png", "jpg"}) {
      Path whole = folder.resolve("whole." + format);
      ImageIO.write(noise(), format, whole.toFile());
      byte[] bytes = Files.readAllBytes(whole);
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
      assertRefused(cut, Fault.INVALID, "image is truncated or damaged");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "truncated.png,image is truncated or damaged",
    "not-an-image.png,is not an image",
    "huge-dimensions.png,image is too large",
    "zero-size.png,image has no pixels",
    "accepted-8x6.png,"
  })
  void endsAsTheSharedTableSays(String name, String reason) throws IOException {
    Path root = Path.of(System.getProperty("semblance.root", "."));
    Path images = root.resolve("../shared/fixtures/broken/images").normalize();
    assumeTrue(Files.isDirectory(images), () -> "skipped: there is no " + images);
    Path file = images.resolve(name);
    if (reason != null) {
      assertThatThrownBy(() -> read(file)).hasMessageContaining(reason);
      return;
    }
    Pixels pixels = read(file);
    assertThat(pixels.width()).isEqualTo(8);
    assertThat(pixels.height()).isEqualTo(6);
    for (int i = 0; i < 48; i++) {
      int red = 30 * (i % 8) + 5 * (i / 8);
      assertThat(Byte.toUnsignedInt(pixels.rgb()[3 * i])).isEqualTo(red);
    }
  }

  private static Pixels read(Path file) throws IOException {
    return Pixels.read(
        Files.readAllBytes(file),
        new PixelBudget(LIMIT, 1).within(Long.MAX_VALUE),
        UnaryOperator.identity());
  }

  private static BufferedImage noise() {
    var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * i * 2_654_435);
    }
    return image;
  }

  private Path write(BufferedImage image) throws IOException {
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /// The signature and header of a PNG file alone.
  private static byte[] header(int width, int height) {
    var bytes = ByteBuffer.allocate(33);
    bytes.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    bytes.putInt(13).put(new byte[] {'I', 'H', 'D', 'R'}).putInt(width).putInt(height);
    bytes.put(new byte[] {8, 2, 0, 0, 0});
    var crc = new CRC32();
    crc.update(bytes.array(), 12, 17);
    return bytes.putInt((int) crc.getValue()).array();
  }

  private static void assertRefused(Path file, Fault fault, String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(reason);
  }
}
