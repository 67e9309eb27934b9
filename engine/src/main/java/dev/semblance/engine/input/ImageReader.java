package dev.semblance.engine.input;

import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ImageSpec;

/// Encoded images to patches, as one model wants them. *Safe for use by many threads.*
public final class ImageReader {
  private final Frame frame;
  private final int side;
  private final PixelBudget budget;

  /// @param budget of pixels that are decoded at once
  public ImageReader(ImageSpec spec, PixelBudget budget) {
    this.frame = new Frame(spec.framing());
    this.side = spec.patch();
    this.budget = budget;
  }

  /// @param encoded the bytes of a PNG, JPEG or GIF file
  /// @throws SemblanceException INVALID, TOO_LARGE
  public TokenSequence read(byte[] encoded) {
    Pixels seen = Pixels.read(encoded, budget, frame::of);
    return TokenSequence.ofImage(Patches.of(seen, frame.framing().levels(), side));
  }
}
