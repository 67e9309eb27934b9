package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.input.PixelBudget.PixelClaim;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images made to exhaust or crash the decoder: each is refused with a reason, or read like any
/// other.
class HostileImagesTest {
  private static final long LIMIT = 1_000_000;

  @Test
  void refusesAnimations() throws IOException {
    assertRefused(gif(2), Fault.INVALID, "image is animated");
    assertThat(read(gif(1)).width()).isEqualTo(64);
    byte[] control = chunk("acTL", new byte[8]);
    assertRefused(withChunk(png(picture()), control), Fault.INVALID, "image is animated");
  }

  @Test
  void refusesFormatsThatMayHoldMoreThanTheirHeaderDeclares() throws IOException {
    for (String kind : new String[] {"bmp", "tiff", "wbmp"}) {
      var image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
      assertRefused(encoded(image, kind), Fault.INVALID, "is not an image of a kind known here");
    }
  }

  @Test
  void refusesCmykColours() throws IOException {
    var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    var out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    assertRefused(out.toByteArray(), Fault.INVALID, "four colours of print (CMYK)");
  }

  @Test
  void refusesTooManyScans() throws IOException {
    byte[] jpeg = encoded(picture(), "jpg");
    byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 200);
    for (int i = jpeg.length; i < scans.length; i += 2) {
      scans[i] = (byte) 0xFF;
      scans[i + 1] = (byte) 0xDA;
    }
    assertRefused(scans, Fault.INVALID, "image has 101 scans, the limit is 64");
  }

  @Test
  void refusesSidesAboveTheLimit() throws IOException {
    var image = new BufferedImage(70_000, 1, BufferedImage.TYPE_BYTE_BINARY);
    assertRefused(png(image), Fault.TOO_LARGE, "70000 x 1 pixels, no side may exceed 65535");
  }

  @Test
  void refusesSmallFilesThatDecodeToGigabytes() throws IOException {
    var image = new BufferedImage(20_000, 20_000, BufferedImage.TYPE_BYTE_BINARY);
    byte[] bomb = png(image);
    assertThat(bomb.length).isLessThan(1_000_000);
    assertRefused(bomb, Fault.TOO_LARGE, "20000 x 20000 pixels, the limit is 1000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iCCP", "iTXt"})
  void unpacksNothingThatIsNoPixel(String type) throws IOException {
    var text = new ByteArrayOutputStream();
    text.writeBytes("a\0".getBytes(StandardCharsets.ISO_8859_1));
    text.writeBytes(type.equals("iTXt") ? new byte[] {1, 0, 0, 0} : new byte[1]);
    text.writeBytes(deflated(200_000_000));
    byte[] image = withChunk(png(picture()), chunk(type, text.toByteArray()));
    long before = allocated();
    assertThat(read(image).rgb()).isEqualTo(read(png(picture())).rgb());
    assertThat(allocated() - before).isLessThan(20_000_000);
  }

  @Test
  void damageAnywhereIsRefusedOrRead() throws IOException {
    long seed = 20261121;
    Random random = new Random(seed);
    List<byte[]> whole = new ArrayList<>(List.of(gif(1)));
    for (String kind : new String[] {"png", "jpg"}) {
      whole.add(encoded(picture(), kind));
    }
    for (int i = 0; i < 600; i++) {
      byte[] bytes = whole.get(i % whole.size()).clone();
      for (int j = 0; j <= random.nextInt(4); j++) {
        bytes[random.nextInt(i % 2 == 0 ? Math.min(60, bytes.length) : bytes.length)] =
            (byte) random.nextInt();
      }
      byte[] cut = i % 5 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      assertThatCode(() -> readOrRefuse(cut))
          .as("seed %d, image %d", seed, i)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void budgetLimitsPixelsDecodedAtOnce() throws InterruptedException {
    PixelClaim budget = new PixelBudget(10_000, 1).within(Long.MAX_VALUE);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(() ->
                  budget.holding(
                      10_000,
                      1,
                      () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        return inside.decrementAndGet();
                      })));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void scansCountAgainstTheLimitOfPixels() throws IOException {
    byte[] jpeg = encoded(new BufferedImage(990, 990, BufferedImage.TYPE_INT_RGB), "jpg");
    byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 20);
    for (int i = jpeg.length; i < scans.length; i += 2) {
      scans[i] = (byte) 0xFF;
      scans[i + 1] = (byte) 0xDA;
    }
    assertRefused(
        scans,
        Fault.TOO_LARGE,
        "image has 11 scans of 980100 pixels, the limit of all scans together is 10000000 pixels");
  }

  @Test
  void smallImagesDoNotWaitForLargeOnes() {
    PixelClaim budget = new PixelBudget(1_000_000, 1).within(0);
    int answer =
        budget.holding(
            1_000_000,
            1,
            () -> {
              refusesLargeOne(budget);
              return budget.holding(60_000, 1, () -> 42);
            });
    assertThat(answer).isEqualTo(42);
  }

  private static void refusesLargeOne(PixelClaim budget) {
    assertThatThrownBy(() -> budget.holding(100_000, 1, () -> 0))
        .hasMessageContaining("other images were decoded until the deadline; retry later")
        .extracting(e -> ((SemblanceException) e).fault())
        .isEqualTo(Fault.OVERLOADED);
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      read(bytes);
    } catch (SemblanceException e) {
      assertThat(e.fault()).isIn(Fault.INVALID, Fault.TOO_LARGE);
    }
  }

  private static Pixels read(byte[] bytes) {
    return Pixels.read(
        bytes, new PixelBudget(LIMIT, 1).within(Long.MAX_VALUE), UnaryOperator.identity());
  }

  private static long allocated() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  private static BufferedImage picture() {
    var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * i * 2_654_435);
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    return encoded(image, "png");
  }

  private static byte[] encoded(BufferedImage image, String kind) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, kind, out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] gif(int pictures) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < pictures; i++) {
        writer.writeToSequence(new IIOImage(picture(), null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /// A PNG with one more chunk after its header.
  private static byte[] withChunk(byte[] png, byte[] chunk) {
    ByteBuffer bytes = ByteBuffer.allocate(png.length + chunk.length);
    return bytes.put(png, 0, 33).put(chunk).put(png, 33, png.length - 33).array();
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    bytes.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    CRC32 checksum = new CRC32();
    checksum.update(bytes.array(), 4, 4 + data.length);
    return bytes.putInt((int) checksum.getValue()).array();
  }

  private static byte[] deflated(int zeros) {
    Deflater deflater = new Deflater();
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    byte[] block = new byte[1 << 20];
    for (int written = 0; written < zeros; written += block.length) {
      deflater.setInput(block);
      while (!deflater.needsInput()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void assertRefused(byte[] bytes, Fault fault, String reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(reason);
  }
}
