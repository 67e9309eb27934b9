package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The red, green and blue of an image, as stored: transparency is dropped, not blended, and
/// neither orientation tags nor colour profiles are applied. The array belongs to the receiver.
///
/// @param width in pixels, from 1
/// @param height in pixels, from 1
/// @param rgb `[height,width,3]`, each 0…255
record Pixels(int width, int height, byte[] rgb) {
  /// The formats that are read. Other decoders of the JDK read files embedded in a file, or several
  /// pages, whose size no header declares.
  private static final Set<String> KINDS = Set.of("png", "jpeg", "gif");

  /// The longest side of a JPEG, in pixels.
  private static final int LONGEST_SIDE = 65_535;

  /// Decodes the bytes of a PNG, JPEG or GIF file, and reduces the image.
  ///
  /// @param shrink reduces the decoded pixels, which count against the budget until then
  /// @throws SemblanceException INVALID when it is no image, has no pixels, is damaged or animated;
  ///   TOO_LARGE when its header declares more than the limit, before any pixel is read;
  ///   OVERLOADED, CANCELLED
  static Pixels read(byte[] encoded, PixelBudget.PixelClaim budget, UnaryOperator<Pixels> shrink) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      ImageReader reader = reader(in);
      try {
        reader.setInput(in, false, true);
        long pixels = size(reader, budget.limit());
        int passes = EncodedImage.of(encoded).check();
        return budget.holding(pixels, passes, () -> shrink.apply(decode(reader)));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw invalid("image cannot be read: " + reasons(e));
    }
  }

  private static ImageReader reader(ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (KINDS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    throw invalid("this is not an image of a kind known here: PNG, JPEG, GIF");
  }

  private static long size(ImageReader reader, long limit) {
    long width;
    long height;
    try {
      width = reader.getWidth(0);
      height = reader.getHeight(0);
    } catch (IOException | RuntimeException e) {
      throw invalid("image has no pixels, or a damaged header: " + reasons(e));
    }
    if (width < 1 || height < 1) {
      throw invalid("image has no pixels: " + width + " x " + height);
    }
    if (width * height > limit) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "image is too large: %d x %d pixels, the limit is %d".formatted(width, height, limit));
    }
    if (Math.max(width, height) > LONGEST_SIDE) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "image is too large: %d x %d pixels, no side may exceed %d"
              .formatted(width, height, LONGEST_SIDE));
    }
    return width * height;
  }

  private static Pixels decode(ImageReader reader) {
    var warnings = new StringBuilder();
    reader.addIIOReadWarningListener((_, warning) -> warnings.append(warning).append("; "));
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // Decoders throw exceptions of many types for damaged files.
      throw invalid("image is truncated or damaged: " + reasons(e));
    }
    if (warnings.indexOf("premature end") >= 0) {
      throw invalid("image is truncated or damaged: " + warnings);
    }
    return of(image);
  }

  private static Pixels of(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(width * 3, image.getHeight())];
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int[] row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      int at = y * width * 3;
      if (image.getColorModel() instanceof IndexColorModel palette) {
        copyIndexed(row, palette, rgb, at);
      } else {
        copy(row, raster, rgb, at);
      }
    }
    return new Pixels(width, image.getHeight(), rgb);
  }

  private static void copyIndexed(int[] row, IndexColorModel palette, byte[] rgb, int at) {
    for (int x = 0; x < row.length; x++) {
      int color = palette.getRGB(row[x]);
      rgb[at + 3 * x] = (byte) (color >> 16);
      rgb[at + 3 * x + 1] = (byte) (color >> 8);
      rgb[at + 3 * x + 2] = (byte) color;
    }
  }

  /// Copies the stored samples: BufferedImage.getRGB would convert grey as linear light and apply
  /// colour profiles.
  private static void copy(int[] row, Raster raster, byte[] rgb, int at) {
    int bands = raster.getNumBands();
    int colors = bands <= 2 ? 1 : 3;
    int bits = raster.getSampleModel().getSampleSize(0);
    for (int i = 0; i < row.length / bands * 3; i++) {
      int sample = row[i / 3 * bands + i % 3 % colors];
      rgb[at + i] = (byte) (bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
    }
  }

  /// The decoder's own sentences. Other exceptions than these speak of its code.
  private static String reasons(Throwable e) {
    List<String> sentences = new ArrayList<>();
    for (Throwable cause = e; cause instanceof IOException; cause = cause.getCause()) {
      sentences.add(IoReason.of((IOException) cause));
    }
    return sentences.isEmpty() ? "its structure is invalid" : String.join(": ", sentences);
  }

  private static SemblanceException invalid(String fact) {
    return new SemblanceException(Fault.INVALID, fact);
  }
}
