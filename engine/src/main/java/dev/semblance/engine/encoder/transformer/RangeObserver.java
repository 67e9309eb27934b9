package dev.semblance.engine.encoder.transformer;

/// Sees what goes into every product while an encoder runs in float32, so that ranges can be
/// collected. Called by every thread that encodes, at the same time.
@FunctionalInterface
public interface RangeObserver {

  /// @param matmul the product's stable name, such as `layer.3.attention.qkv`
  /// @param rows some rows of its input, `[count,width]`; valid during the call
  /// @param width columns of the input
  void observe(String matmul, float[] rows, int width);
}
