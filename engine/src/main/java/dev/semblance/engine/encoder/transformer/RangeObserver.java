package dev.semblance.engine.encoder.transformer;

/// Receives the input of every product while an encoder runs in float32, to collect ranges. Called
/// by many threads at the same time.
@FunctionalInterface
public interface RangeObserver {

  /// @param matmul the product's stable name, such as `layer.3.attention.qkv`
  /// @param rows some rows of its input, `[count,width]`; valid during the call
  /// @param width columns of the input
  void observe(String matmul, float[] rows, int width);
}
