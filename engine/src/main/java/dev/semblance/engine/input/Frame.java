package dev.semblance.engine.input;

import dev.semblance.engine.model.ImagePreprocessing;
import dev.semblance.engine.model.ImagePreprocessing.Box;

/// Brings images to the one size a model reads: resized, and the middle cut out. Only what is cut
/// out is computed, so that an image of any shape takes no more than that. *Safe for use by many
/// threads.*
///
/// @param framing how the model wants them
record Frame(ImagePreprocessing framing) {

  /// What the model sees of an image.
  Pixels of(Pixels image) {
    Box whole = framing.resize().of(new Box(image.width(), image.height()));
    int width = Math.toIntExact(framing.frame().width());
    int height = Math.toIntExact(framing.frame().height());
    CropBox across = CropBox.of(image.width(), whole.width(), width);
    CropBox down = CropBox.of(image.height(), whole.height(), height);
    byte[] narrow = across(image, across.sampling(), down.sampling());
    byte[] rgb = new byte[width * height * 3];
    int columns = across.sampling().count();
    int firstRow = down.sampling().first()[0];
    for (int y = 0; y < down.sampling().count(); y++) {
      int to = ((y + down.before()) * width + across.before()) * 3;
      for (int i = 0; i < columns * 3; i++) {
        rgb[to + i] = down.sampling().at(y, narrow, i - firstRow * columns * 3, columns * 3);
      }
    }
    return new Pixels(width, height, rgb);
  }

  /// The columns that are wanted, of the rows that those are made of: rounded to bytes before rows
  /// are resized too, as the reference does it.
  private static byte[] across(Pixels image, Resampling across, Resampling down) {
    int firstRow = down.first()[0];
    int rows = down.end(down.count() - 1) - firstRow;
    byte[] narrow = new byte[rows * across.count() * 3];
    int to = 0;
    for (int y = firstRow; y < firstRow + rows; y++) {
      int from = y * image.width() * 3;
      for (int x = 0; x < across.count(); x++) {
        for (int color = 0; color < 3; color++) {
          narrow[to++] = across.at(x, image.rgb(), from + color, 3);
        }
      }
    }
    return narrow;
  }

  /// The middle of one axis.
  ///
  /// @param before places that stay black, where the image is smaller than the frame
  /// @param sampling of what is inside
  private record CropBox(int before, Resampling sampling) {
    /// @param in length of the axis in the image
    /// @param whole what it is resized to
    /// @param frame how much is cut out
    static CropBox of(int in, long whole, int frame) {
      long from = Math.floorDiv(whole - frame, 2);
      int before = (int) Math.max(0, -from);
      int inside = (int) Math.min(frame, whole);
      return new CropBox(before, Resampling.of(in, whole, Math.max(0, from), inside));
    }
  }
}
