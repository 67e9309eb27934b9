package dev.semblance.engine.quantize;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import java.util.ArrayList;
import java.util.List;

/// Linear layers with the same input, which share its scale.
///
/// @param name the plan's name for them
/// @param linears one, or a feed-forward's `up` and `gate`
/// @param smoothable whether columns of the input may be divided by factors; not where another
///   product writes the input in 8 bits
record QuantizedProduct(String name, List<LinearWeights> linears, boolean smoothable) {

  /// All products of a model, in the order they run.
  static List<QuantizedProduct> of(Blueprint blueprint) {
    List<QuantizedProduct> products = new ArrayList<>();
    for (Blueprint.Layer layer : blueprint.layers()) {
      products.add(of(layer.attention().qkv()));
      products.add(of(layer.attention().output()));
      var feedForward = layer.feedForward();
      LinearWeights gate = feedForward.gate();
      products.add(
          new QuantizedProduct(
              feedForward.up().name(),
              gate == null ? List.of(feedForward.up()) : List.of(feedForward.up(), gate),
              true));
      products.add(
          new QuantizedProduct(feedForward.down().name(), List.of(feedForward.down()), false));
    }
    return products;
  }

  private static QuantizedProduct of(LinearWeights linear) {
    return new QuantizedProduct(linear.name(), List.of(linear), true);
  }

  /// Width of the input.
  int in() {
    return linears.getFirst().in();
  }

  /// The largest magnitude in each column of the weights, `[in]`.
  float[] weightMagnitudes() {
    float[] largest = new float[in()];
    for (LinearWeights linear : linears) {
      for (WeightRows part : linear.parts()) {
        float[] row = new float[in()];
        for (int r = part.from(); r < part.from() + part.rows(); r++) {
          part.tensor().copyRow(r, row, 0);
          for (int c = 0; c < row.length; c++) {
            largest[c] = Math.max(largest[c], Math.abs(row[c]));
          }
        }
      }
    }
    return largest;
  }
}
