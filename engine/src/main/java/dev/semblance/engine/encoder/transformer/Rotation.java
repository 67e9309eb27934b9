package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Rotary;
import java.lang.foreign.ValueLayout;

/// Rotary positions, applied to one row of queries and keys: each pair `(a, b)` of a head's two
/// halves becomes `(a·cos − b·sin, b·cos + a·sin)`. *Safe for use by many threads.*
///
/// @param cosines `[longest, h/2]`
/// @param sines `[longest, h/2]`
/// @param headWidth `h`
/// @param width `d`
record Rotation(float[] cosines, float[] sines, int headWidth, int width) {

  static Rotation of(Rotary rotary, Sizes sizes) {
    int half = sizes.headWidth() / 2;
    float[] cosines = new float[sizes.longest() * half];
    float[] sines = new float[sizes.longest() * half];
    for (int position = 0; position < sizes.longest(); position++) {
      for (int i = 0; i < half; i++) {
        // The angle is rounded to float32 before its cosine is taken, as the reference does.
        float angle = position * rotary.frequencies()[i];
        cosines[position * half + i] = (float) Math.cos(angle);
        sines[position * half + i] = (float) Math.sin(angle);
      }
    }
    return new Rotation(cosines, sines, sizes.headWidth(), sizes.width());
  }

  /// Rotates queries and keys of a row `[3d]` of float32 in place.
  void apply(long row, int position) {
    int half = headWidth / 2;
    int angles = position * half;
    for (int start = 0; start < 2 * width; start += headWidth) {
      long left = row + 4L * start;
      long right = left + 4L * half;
      for (int i = 0; i < half; i++) {
        float a = NativeMemory.floatAt(left + 4L * i);
        float b = NativeMemory.floatAt(right + 4L * i);
        float cos = cosines[angles + i];
        float sin = sines[angles + i];
        NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, left + 4L * i, a * cos - b * sin);
        NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, right + 4L * i, b * cos + a * sin);
      }
    }
  }
}
