package dev.semblance.engine.encoder.transformer.architecture;

/// Rotary position embedding: the halves of each head's query and key are rotated by an angle that
/// grows with the position. Source: Su et al., *RoFormer*, 2021, in the half-split form.
///
/// @param frequencies angle per position, `[head width / 2]`
public record Rotary(float[] frequencies) {

  /// `θ^(−2i/h)` for a head of width `h`.
  static Rotary of(double theta, int headWidth) {
    float[] frequencies = new float[headWidth / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) (1 / Math.pow(theta, 2.0 * i / headWidth));
    }
    return new Rotary(frequencies);
  }

  /// Neural-tangent-kernel scaling as in GTE: `(θf)^(−2i/h) / f^(2/h)`.
  static Rotary ntk(double theta, double factor, int headWidth) {
    Rotary wider = of(theta * factor, headWidth);
    float shrink = (float) Math.pow(factor, 2.0 / headWidth);
    for (int i = 0; i < wider.frequencies.length; i++) {
      wider.frequencies[i] /= shrink;
    }
    return wider;
  }
}
