package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// The red, green and blue of an image, as stored: transparency is dropped, not blended, and
/// orientation tags are not applied. Whoever receives them owns the array.
///
/// @param width in pixels, from 1
/// @param height in pixels, from 1
/// @param rgb `[height,width,3]`, each 0…255
public record Pixels(int width, int height, byte[] rgb) {
  /// Width times height of the largest image read: about 160 MB while it is decoded.
  public static final long LIMIT = 40_000_000;

  /// Reads the first picture of a PNG, JPEG, GIF, BMP or TIFF file.
  ///
  /// @throws SemblanceException NOT_FOUND when there is no such file; INVALID when it is no image,
  ///   has no pixels or is damaged; TOO_LARGE when its header says more than [#LIMIT] pixels,
  ///   before any of them is read
  public static Pixels read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no image " + file);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      return read(String.valueOf(file.getFileName()), in);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INVALID, file + " cannot be read: " + e, e);
    }
  }

  private static Pixels read(String name, ImageInputStream in) throws IOException {
    var readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw invalid(name + " is not an image of a kind known here: PNG, JPEG, GIF, BMP, TIFF");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, true, true);
      checkSize(name, reader);
      return decode(name, reader);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(String name, ImageReader reader) {
    long width;
    long height;
    try {
      width = reader.getWidth(0);
      height = reader.getHeight(0);
    } catch (IOException | RuntimeException e) {
      throw invalid(name + ": image has no pixels, or a damaged header: " + reasons(e));
    }
    if (width < 1 || height < 1) {
      throw invalid(name + ": image has no pixels: " + width + " x " + height);
    }
    if (width * height > LIMIT) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          name
              + ": image is too large: "
              + width
              + " x "
              + height
              + " pixels, the limit is "
              + LIMIT);
    }
  }

  private static Pixels decode(String name, ImageReader reader) {
    var warnings = new StringBuilder();
    reader.addIIOReadWarningListener((_, warning) -> warnings.append(warning).append("; "));
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      // Decoders meet damage with whatever exception the broken bytes lead them to.
      throw invalid(name + ": image is truncated or damaged: " + reasons(e));
    }
    if (warnings.indexOf("premature end") >= 0) {
      throw invalid(name + ": image is truncated or damaged: " + warnings);
    }
    return of(image);
  }

  private static Pixels of(BufferedImage image) {
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    Raster raster = image.getRaster();
    boolean gray = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int color = gray ? gray(raster, x, y) : image.getRGB(x, y);
        rgb[at++] = (byte) (color >> 16);
        rgb[at++] = (byte) (color >> 8);
        rgb[at++] = (byte) color;
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), rgb);
  }

  /// As stored: `getRGB` would take a grey for linear light and change it.
  private static int gray(Raster raster, int x, int y) {
    int bits = raster.getSampleModel().getSampleSize(0);
    int value = raster.getSample(x, y, 0);
    int level = bits > 8 ? value >> (bits - 8) : value * 255 / ((1 << bits) - 1);
    return level * 0x01_01_01;
  }

  private static String reasons(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : e + ": " + cause;
  }

  private static SemblanceException invalid(String fact) {
    return new SemblanceException(Fault.INVALID, fact);
  }
}
