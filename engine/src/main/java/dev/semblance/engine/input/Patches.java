package dev.semblance.engine.input;

import dev.semblance.engine.model.ImagePreprocessing.Levels;

/// An image as squares of one size, row by row. Kept as bytes, a quarter of the size of the floats
/// that the encoder reads, because images wait in the queue.
///
/// @param values `[patches,3,side,side]`
/// @param levels from a byte to the encoder's number, for each colour
/// @param side of a square
public record Patches(byte[] values, Levels levels, int side) {

  /// @param image whose sides are multiples of `side`
  static Patches of(Pixels image, Levels levels, int side) {
    byte[] values = new byte[image.rgb().length];
    int to = 0;
    for (int top = 0; top < image.height(); top += side) {
      for (int left = 0; left < image.width(); left += side) {
        for (int color = 0; color < 3; color++) {
          for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
              values[to++] = image.rgb()[(y * image.width() + x) * 3 + color];
            }
          }
        }
      }
    }
    return new Patches(values, levels, side);
  }

  /// How many patches there are.
  public int count() {
    return values.length / (3 * side * side);
  }

  /// How many numbers they have together.
  public int numbers() {
    return values.length;
  }

  /// Writes the numbers that the encoder reads.
  public void write(float[] to, int at) {
    int square = side * side;
    for (int i = 0; i < values.length; i++) {
      to[at + i] = levels.table()[i / square % 3][values[i] & 0xFF];
    }
  }
}
