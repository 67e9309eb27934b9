package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Rotary;
import java.lang.foreign.ValueLayout;

/// Rotary positions, applied to one row of queries and keys: each pair `(a, b)` of a head's two
/// halves becomes `(a·cos − b·sin, b·cos + a·sin)`. *Safe for use by many threads.*
///
/// @param rotary the angles
/// @param angles of every position, for texts that are not stretched
/// @param headWidth `h`
/// @param width `d`
record Rotation(Rotary rotary, Angles angles, int headWidth, int width) {

  /// @param cosines `[positions, h/2]`
  /// @param sines `[positions, h/2]`
  private record Angles(float[] cosines, float[] sines) {
    /// @param from first position
    static Angles of(float[] frequencies, float magnitude, int from, int to) {
      int half = frequencies.length;
      var angles = new Angles(new float[(to - from) * half], new float[(to - from) * half]);
      for (int position = from; position < to; position++) {
        for (int i = 0; i < half; i++) {
          // The angle is rounded to float32 before its cosine is taken, as the reference does.
          float angle = position * frequencies[i];
          int at = (position - from) * half + i;
          angles.cosines[at] = (float) Math.cos(angle) * magnitude;
          angles.sines[at] = (float) Math.sin(angle) * magnitude;
        }
      }
      return angles;
    }
  }

  static Rotation of(Rotary rotary, Sizes sizes) {
    Angles angles = Angles.of(rotary.frequencies(), rotary.magnitude(), 0, sizes.longest());
    return new Rotation(rotary, angles, sizes.headWidth(), sizes.width());
  }

  /// Rotates queries and keys of a row `[3d]` of float32 in place.
  ///
  /// @param tokens of the whole input
  void apply(long row, int position, int tokens) {
    Rotary.Stretch stretch = rotary.stretch();
    if (stretch == null || tokens <= stretch.trained()) {
      rotate(row, angles, position);
    } else {
      // Each length has angles of its own; a table for each would take more memory than weights.
      float[] frequencies = stretch.frequencies(tokens);
      rotate(row, Angles.of(frequencies, rotary.magnitude(), position, position + 1), 0);
    }
  }

  private void rotate(long row, Angles by, int index) {
    int half = headWidth / 2;
    int from = index * half;
    for (int start = 0; start < 2 * width; start += headWidth) {
      long left = row + 4L * start;
      long right = left + 4L * half;
      for (int i = 0; i < half; i++) {
        float a = NativeMemory.floatAt(left + 4L * i);
        float b = NativeMemory.floatAt(right + 4L * i);
        float cos = by.cosines[from + i];
        float sin = by.sines[from + i];
        NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, left + 4L * i, a * cos - b * sin);
        NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, right + 4L * i, b * cos + a * sin);
      }
    }
  }
}
