package dev.semblance.server.command.option;

import dev.semblance.engine.EngineSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.settings.Quantity;
import picocli.CommandLine.Option;

/// How large an image may be, packed and unpacked.
public final class ImageOptions {
  @Option(
      names = "--max-image-bytes",
      paramLabel = "BYTES",
      defaultValue = "10485760",
      converter = Quantity.CountConverter.class,
      description =
          "The longest file of an image, ${DEFAULT-VALUE} by default; a longer one is refused with"
              + " 422. In base64 it is a third longer, and --payload-limit bounds the body.")
  private int bytes;

  @Option(
      names = "--max-image-pixels",
      paramLabel = "N",
      defaultValue = "40000000",
      converter = Quantity.CountConverter.class,
      description =
          "Width times height of the largest image, ${DEFAULT-VALUE} by default; a larger one is"
              + " refused with 422 before it is decoded. No more pixels than this are decoded at"
              + " once for a model, about seven bytes each.")
  private int pixels;

  public EngineSettings limit(EngineSettings settings) {
    return settings.withImagePixels(pixels);
  }

  public ServiceSettings limit(ServiceSettings settings) {
    return settings.withMaxImageBytes(bytes);
  }
}
