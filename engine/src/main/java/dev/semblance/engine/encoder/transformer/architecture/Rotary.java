package dev.semblance.engine.encoder.transformer.architecture;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rotary position embedding: the halves of each head's query and key are rotated by an angle that
/// grows with the position. Source: Su et al., *RoFormer*, 2021, in the half-split form.
///
/// @param frequencies angle per position, `[head width / 2]`
/// @param magnitude factor of the rotated queries and keys
/// @param stretch other frequencies for long texts, or none
public record Rotary(float[] frequencies, float magnitude, @Nullable Stretch stretch) {

  /// `θ^(−2i/h)` for a head of width `h`.
  static Rotary of(double theta, int headWidth) {
    return new Rotary(frequencies(theta, headWidth), 1, null);
  }

  /// Linear scaling: positions are divided by the factor. Source: Chen et al., *Position
  /// Interpolation*, 2023.
  static Rotary linear(double theta, double factor, int headWidth) {
    return of(theta, headWidth).dividedBy(factor);
  }

  /// Neural-tangent-kernel scaling as in GTE: `(θf)^(−2i/h) / f^(2/h)`.
  static Rotary ntk(double theta, double factor, int headWidth) {
    return of(theta * factor, headWidth).dividedBy(Math.pow(factor, 2.0 / headWidth));
  }

  /// Dynamic neural-tangent-kernel scaling: plain up to the trained length.
  static Rotary dynamic(Stretch stretch) {
    return new Rotary(frequencies(stretch.theta, stretch.headWidth), 1, stretch);
  }

  /// Whether it rotates every text by the same angles as another.
  public boolean rotatesAs(Rotary other) {
    return Arrays.equals(frequencies, other.frequencies)
        && magnitude == other.magnitude
        && Objects.equals(stretch, other.stretch);
  }

  /// Larger bases for texts beyond the trained length. Source: transformers,
  /// `_compute_dynamic_ntk_parameters`.
  ///
  /// @param factor `f`
  /// @param trained `m`, tokens of the longest text with the base `θ`
  public record Stretch(double theta, double factor, int trained, int headWidth) {
    /// The frequencies of a text of `n` tokens, `n > m`: those of the base `θ · (f·n/m − (f −
    /// 1))^(h/(h − 2))`.
    public float[] frequencies(int tokens) {
      double growth = factor * tokens / trained - (factor - 1);
      double base = theta * Math.pow(growth, headWidth / (headWidth - 2.0));
      return Rotary.frequencies(base, headWidth);
    }
  }

  private static float[] frequencies(double theta, int headWidth) {
    float[] frequencies = new float[headWidth / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) (1 / Math.pow(theta, 2.0 * i / headWidth));
    }
    return frequencies;
  }

  private Rotary dividedBy(double divisor) {
    float[] divided = new float[frequencies.length];
    for (int i = 0; i < divided.length; i++) {
      divided[i] = (float) (frequencies[i] / divisor);
    }
    return new Rotary(divided, magnitude, stretch);
  }
}
