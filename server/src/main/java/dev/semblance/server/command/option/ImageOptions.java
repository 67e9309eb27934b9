package dev.semblance.server.command.option;

import dev.semblance.engine.EngineSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.settings.Quantity;
import picocli.CommandLine.Option;

/// Limits of images: file size and pixels.
public final class ImageOptions {
  @Option(
      names = "--max-image-bytes",
      paramLabel = "BYTES",
      defaultValue = "10485760",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum size of an image file, ${DEFAULT-VALUE} by default; a larger one is rejected"
              + " with 422. Base64 adds a third, and --payload-limit limits the whole body.")
  private int bytes;

  @Option(
      names = "--max-image-pixels",
      paramLabel = "N",
      defaultValue = "40000000",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum width times height of an image, ${DEFAULT-VALUE} by default; a larger one is"
              + " rejected with 422 before it is decoded. At most this many pixels are decoded"
              + " concurrently for a model, about seven bytes each.")
  private int pixels;

  public EngineSettings limit(EngineSettings settings) {
    return settings.withImagePixels(pixels);
  }

  public ServiceSettings limit(ServiceSettings settings) {
    return settings.withMaxImageBytes(bytes);
  }
}
