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

  /// Bytes that an image has once it is read.
  public long bytes() {
    return 3 * frame.framing().frame().width() * frame.framing().frame().height();
  }

  /// @param encoded the bytes of a PNG, JPEG or GIF file
  /// @param maxWaitNanos how long it may wait for other images; [Long#MAX_VALUE] without limit
  /// @throws SemblanceException INVALID, TOO_LARGE, OVERLOADED, CANCELLED
  public TokenSequence read(byte[] encoded, long maxWaitNanos) {
    Pixels pixels = Pixels.read(encoded, budget.within(maxWaitNanos), frame::apply);
    return TokenSequence.ofImage(Patches.of(pixels, frame.framing().levels(), side));
  }
}
