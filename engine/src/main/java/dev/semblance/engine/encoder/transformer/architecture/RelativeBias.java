package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.weights.Tensor;

/// A number per head and distance that is added to attention scores, the same in every layer. Near
/// distances have a bucket each, far ones share buckets. Source: Raffel et al., *T5*, 2020.
///
/// @param table `[buckets,heads]`
public record RelativeBias(Tensor table) {
  private static final double FARTHEST = 128;

  /// The bucket of `key − query`.
  public int bucket(int distance) {
    int half = Math.toIntExact(table.shape()[0]) / 2;
    int near = half / 2;
    int side = distance > 0 ? half : 0;
    int far = Math.abs(distance);
    if (far < near) {
      return side + far;
    }
    double log = Math.log((double) far / near) / Math.log(FARTHEST / near) * (half - near);
    return side + Math.min(near + (int) log, half - 1);
  }
}
