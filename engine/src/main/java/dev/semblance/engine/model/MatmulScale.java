package dev.semblance.engine.model;

/// How the input of one product is quantized: `real = scale · smoothing[column] · (code − zero)`
/// with codes 0 … 255.
///
/// @param scale above 0
/// @param zero 0 … 255; 128 for a range symmetric about 0
/// @param smoothing `[in]`, every number above 0, divided out of the input and multiplied into the
///   weights; or empty. Not possible for a `down` product, whose input is quantized by the product
///   before it.
public record MatmulScale(float scale, int zero, float[] smoothing) {
  public MatmulScale {
    if (!(scale > 0) || !Float.isFinite(scale)) {
      throw new IllegalArgumentException("scale must be above 0, is " + scale);
    }
    if (zero < 0 || zero > 255) {
      throw new IllegalArgumentException("zero must be 0 to 255, is " + zero);
    }
    for (float factor : smoothing) {
      if (!(factor > 0) || !Float.isFinite(factor)) {
        throw new IllegalArgumentException("smoothing must be above 0, is " + factor);
      }
    }
  }

  /// The scale for inputs from `least` to `most`, widened to contain 0.
  public static MatmulScale ofRange(float least, float most) {
    float low = Math.min(least, 0);
    float high = Math.max(most, 0);
    float scale = Math.max((high - low) / 255, Float.MIN_NORMAL);
    return new MatmulScale(scale, Math.clamp(Math.round(-low / scale), 0, 255), new float[0]);
  }

  /// The factor of column `i`, 1 where there is no smoothing.
  public float smooth(int i) {
    return smoothing.length == 0 ? 1 : smoothing[i];
  }
}
