package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.RelativeBias;

/// Attention bias by distance, expanded so that the biases of consecutive keys are consecutive.
/// *Safe for use by many threads.*
///
/// @param table `[heads, 2·longest + 1]`: entry `longest + key − query`
/// @param longest most tokens of one input
record DistanceBias(float[][] table, int longest) {

  static DistanceBias of(RelativeBias bias, int heads, int longest) {
    float[] buckets = bias.table().finite().floats();
    float[][] table = new float[heads][2 * longest + 1];
    for (int distance = -longest; distance <= longest; distance++) {
      int bucket = bias.bucket(distance);
      for (int head = 0; head < heads; head++) {
        table[head][longest + distance] = buckets[bucket * heads + head];
      }
    }
    return new DistanceBias(table, longest);
  }

  /// Replaces `count` scores by `scores · scale + bias`.
  ///
  /// @param distance `key − query` of the first
  void add(long scores, float scale, int head, int distance, int count) {
    Softmax.addBias(scores, count, scale, table[head], longest + distance);
  }
}
