package dev.semblance.engine.input;

import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ImageSpec;

/// Reads encoded images into the patches of one model. *Safe for use by many threads.*
public final class ImageReader {
  private final Frame frame;
  private final int side;
  private final PixelBudget budget;

  /// @param budget of pixels that are decoded at once
  public ImageReader(ImageSpec spec, PixelBudget budget) {
    this.frame = new Frame(spec.preprocessing());
    this.side = spec.patch();
    this.budget = budget;
  }

  /// @param encoded the bytes of a PNG, JPEG or GIF file
  /// @throws SemblanceException INVALID, TOO_LARGE
  public TokenSequence read(byte[] encoded) {
    Pixels pixels = Pixels.read(encoded, budget, frame::apply);
    return TokenSequence.ofImage(Patches.of(pixels, frame.framing().levels(), side));
  }
}
