package dev.semblance.engine.encoder.transformer.architecture;

/// YaRN: high frequencies stay, low ones are divided by the factor, those between are mixed.
/// Source: Peng et al., *YaRN*, 2023; transformers, `_compute_yarn_parameters`.
///
/// @param theta base of the angles
/// @param headWidth `h`
/// @param factor by which texts are longer than the trained ones
/// @param trained tokens of the longest trained text
/// @param fade where the mixing begins and ends
record Yarn(double theta, int headWidth, double factor, int trained, Fade fade) {

  /// @param fast rotations over the trained length from which a frequency stays
  /// @param slow rotations up to which it is divided
  /// @param whole whether both ends are rounded outwards to whole indices
  record Fade(double fast, double slow, boolean whole) {}

  /// The factor of queries and keys that the paper recommends.
  static double magnitude(double factor) {
    return factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;
  }

  /// @param magnitude factor of queries and keys
  Rotary rotary(double magnitude) {
    double from = index(fade.fast);
    double to = index(fade.slow);
    if (fade.whole) {
      from = Math.floor(from);
      to = Math.ceil(to);
    }
    from = Math.max(from, 0);
    to = Math.min(to, headWidth - 1);
    double span = from == to ? 0.001 : to - from;
    float[] frequencies = Rotary.of(theta, headWidth).frequencies();
    for (int i = 0; i < frequencies.length; i++) {
      double divided = Math.clamp((i - from) / span, 0, 1);
      frequencies[i] = (float) (frequencies[i] * (1 - divided) + frequencies[i] / factor * divided);
    }
    return new Rotary(frequencies, (float) magnitude, null);
  }

  /// The index, not rounded, of the frequency that makes so many rotations over the trained length.
  private double index(double rotations) {
    return headWidth * Math.log(trained / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
  }
}
