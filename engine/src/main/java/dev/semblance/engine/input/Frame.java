package dev.semblance.engine.input;

import dev.semblance.engine.model.ImagePreprocessing;
import dev.semblance.engine.model.ImagePreprocessing.Box;

/// Resizes images to the one size a model reads and crops the middle. Only the cropped part is
/// computed, so that an image of any shape takes no more time and memory. *Safe for use by many
/// threads.*
///
/// @param framing the model's image preprocessing
record Frame(ImagePreprocessing framing) {

  /// The resized and cropped image.
  Pixels apply(Pixels image) {
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

  /// The cropped columns of the input rows that are needed, rounded to bytes before rows are
  /// resized too, as the reference does it.
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

  /// The cropped middle of one axis.
  ///
  /// @param before leading places that stay black, where the image is smaller than the frame
  /// @param sampling of the places inside
  private record CropBox(int before, Resampling sampling) {
    /// @param in length of the axis in the image
    /// @param whole length it is resized to
    /// @param frame length of the crop
    static CropBox of(int in, long whole, int frame) {
      long from = Math.floorDiv(whole - frame, 2);
      int before = (int) Math.max(0, -from);
      int inside = (int) Math.min(frame, whole);
      return new CropBox(before, Resampling.of(in, whole, Math.max(0, from), inside));
    }
  }
}
