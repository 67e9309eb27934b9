package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// How images are prepared for a model: `preprocessor_config.json`, or its part of
/// `processor_config.json` in newer folders.
///
/// Older files give `size` and `crop_size` as numbers, newer ones as objects; absent keys have
/// CLIP's values. Source: transformers, `CLIPImageProcessor` and `ChineseCLIPImageProcessor`.
///
/// @param resize the first step
/// @param frame the centre crop, padded with black where the image is smaller
/// @param levels maps bytes to numbers
public record ImagePreprocessing(Resize resize, Box frame, Levels levels) {
  /// The file of older folders.
  public static final String FILE = "preprocessor_config.json";

  /// The file of newer ones.
  static final String NEWER_FILE = "processor_config.json";

  private static final int BICUBIC = 3;
  private static final int USUAL_EDGE = 224;

  /// @param width in pixels
  /// @param height in pixels
  public record Box(long width, long height) {}

  /// The size of the resized image.
  public sealed interface Resize {
    /// The resized size of an image.
    Box of(Box image);

    /// No resizing.
    record Nothing() implements Resize {
      @Override
      public Box of(Box image) {
        return image;
      }
    }

    /// The shorter side has this length; the aspect ratio is kept, the longer side rounded down.
    record Shortest(int edge) implements Resize {
      @Override
      public Box of(Box image) {
        return image.width() <= image.height()
            ? new Box(edge, edge * image.height() / image.width())
            : new Box(edge * image.width() / image.height(), edge);
      }
    }

    /// This size, without keeping the aspect ratio.
    record Exactly(Box box) implements Resize {
      @Override
      public Box of(Box image) {
        return box;
      }
    }
  }

  /// The number for each byte of each colour.
  ///
  /// @param table `[3,256]`: red, green, blue
  public record Levels(float[][] table) {
    /// `(byte · factor − mean) / deviation`, of each colour.
    static Levels of(double factor, double[] means, double[] deviations) {
      float[][] table = new float[3][256];
      for (int color = 0; color < 3; color++) {
        for (int level = 0; level < 256; level++) {
          table[color][level] = (float) ((level * factor - means[color]) / deviations[color]);
        }
      }
      return new Levels(table);
    }
  }

  /// @throws SemblanceException BROKEN_MODEL when the file is missing or invalid; UNSUPPORTED for
  ///   another resampling than bicubic
  static ImagePreprocessing read(ModelFolder folder) {
    JsonFile file =
        folder.has(FILE) || !folder.has(NEWER_FILE)
            ? folder.json(FILE)
            : folder.json(NEWER_FILE).under("image_processor");
    if (file.flag("do_resize", true) && file.integer("resample", BICUBIC) != BICUBIC) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "%s: resample %s is not supported, only %d (bicubic) is"
              .formatted(file.name(), file.root().get("resample"), BICUBIC));
    }
    Resize resize = file.flag("do_resize", true) ? resize(file) : new Resize.Nothing();
    return new ImagePreprocessing(resize, frame(file, resize), levels(file));
  }

  private static Resize resize(JsonFile file) {
    JsonNode size = file.root().path("size");
    if (size.has("height") && size.has("width")) {
      return new Resize.Exactly(box(file, "size"));
    }
    if (size.has("longest_edge")) {
      throw file.broken("size must not have a longest_edge: images of a model have one size");
    }
    return size.isObject()
        ? new Resize.Shortest(file.under("size").positive("shortest_edge"))
        : new Resize.Shortest(file.has("size") ? file.positive("size") : USUAL_EDGE);
  }

  private static Box frame(JsonFile file, Resize resize) {
    if (file.flag("do_center_crop", true)) {
      return file.root().path("crop_size").isObject() ? box(file, "crop_size") : square(file);
    }
    if (resize instanceof Resize.Exactly(Box box)) {
      return box;
    }
    throw file.broken("without do_center_crop, size must have height and width");
  }

  private static Box square(JsonFile file) {
    int edge = file.has("crop_size") ? file.positive("crop_size") : USUAL_EDGE;
    return new Box(edge, edge);
  }

  private static Box box(JsonFile file, String key) {
    JsonFile size = file.under(key);
    return new Box(size.positive("width"), size.positive("height"));
  }

  private static Levels levels(JsonFile file) {
    double factor = file.flag("do_rescale", true) ? file.number("rescale_factor", 1 / 255.0) : 1;
    if (!file.flag("do_normalize", true)) {
      return Levels.of(factor, new double[3], new double[] {1, 1, 1});
    }
    return Levels.of(
        factor,
        colors(file, "image_mean", 0.48145466, 0.4578275, 0.40821073),
        colors(file, "image_std", 0.26862954, 0.26130258, 0.27577711));
  }

  private static double[] colors(JsonFile file, String key, double... otherwise) {
    if (!file.has(key)) {
      return otherwise;
    }
    JsonNode given = file.root().get(key);
    double[] colors = new double[3];
    for (int i = 0; i < 3; i++) {
      if (given.size() != 3 || !given.get(i).isNumber()) {
        throw file.broken(key + " must be three numbers, is " + given);
      }
      colors[i] = given.get(i).doubleValue();
    }
    if (key.equals("image_std") && (colors[0] <= 0 || colors[1] <= 0 || colors[2] <= 0)) {
      throw file.broken("image_std must be above 0, is " + given);
    }
    return colors;
  }
}
