package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.onednn.Matmul;
import dev.semblance.engine.onednn.PackedWeights;
import dev.semblance.engine.onednn.Product;
import java.util.concurrent.ConcurrentHashMap;

/// Planned products, each made once and shared by all layers and threads. *Safe for use by many
/// threads.*
///
/// Bounded by construction: linear layers run on few numbers of rows (see [RowBlocks]), and
/// attention on lengths rounded up (see [SelfAttention]).
final class MatmulCache implements AutoCloseable {
  private final ConcurrentHashMap<Product, Matmul> plans = new ConcurrentHashMap<>();

  /// The plan of a linear layer. Weights of equal size and type are packed alike, so one plan
  /// serves all layers.
  Matmul linear(Product product, PackedWeights weights) {
    Matmul plan = plans.get(product);
    return plan != null ? plan : plans.computeIfAbsent(product, p -> Matmul.plan(p, weights));
  }

  /// The plan of a product of two activations.
  Matmul activations(Product product) {
    Matmul plan = plans.get(product);
    return plan != null ? plan : plans.computeIfAbsent(product, Matmul::plan);
  }

  @Override
  public void close() {
    plans.values().forEach(Matmul::close);
  }
}
