package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.NativeMemory.Region;
import dev.semblance.engine.onednn.Matmul;
import dev.semblance.engine.onednn.MatmulCall;
import java.util.HashMap;
import java.util.Map;

/// One thread's scratch memory and argument blocks, kept between calls so that the hot path
/// allocates nothing. *One thread at a time.*
///
/// Each method that takes a number of bytes answers with the address of a region of at least that
/// size. The region is the same at every call; what it held is lost when it grows.
final class ThreadScratch implements AutoCloseable {
  private final ActivationBuffers activations = new ActivationBuffers();
  private final Region productInput = new Region();
  private final Region productResult = new Region();
  private final Region gate = new Region();
  private final Region conversion = new Region();
  private final Region paddedBlock = new Region();
  private final Region attentionScores = new Region();
  private final Region attentionWeights = new Region();
  private final Region attentionContext = new Region();
  private final Region scratchpad = new Region();
  private final Map<Matmul, MatmulCall> calls = new HashMap<>();
  private float[] sums = new float[0];

  /// Rows of the group that this thread computes alone.
  ActivationBuffers activations() {
    return activations;
  }

  /// Rows as a product reads them.
  long productInput(long bytes) {
    return productInput.atLeast(bytes);
  }

  /// Results of a product that are read again at once: the inner rows of a feed-forward, or a slice
  /// of a projection.
  long productResult(long bytes) {
    return productResult.atLeast(bytes);
  }

  /// The activated rows that a gated product multiplies its results with.
  long gate(long bytes) {
    return gate.atLeast(bytes);
  }

  /// Rows before or after their conversion to another number format.
  long conversion(long bytes) {
    return conversion.atLeast(bytes);
  }

  /// Source, gate and target of a block that is padded.
  long paddedBlock(long bytes) {
    return paddedBlock.atLeast(bytes);
  }

  /// Scores of an attention tile.
  long attentionScores(long bytes) {
    return attentionScores.atLeast(bytes);
  }

  /// Unnormalised weights of an attention tile.
  long attentionWeights(long bytes) {
    return attentionWeights.atLeast(bytes);
  }

  /// Weighted sums of values of an attention tile.
  long attentionContext(long bytes) {
    return attentionContext.atLeast(bytes);
  }

  /// Sums of the unnormalised weights of an attention tile's rows, at least `count` long.
  float[] sums(int count) {
    if (sums.length < count) {
      sums = new float[count];
    }
    return sums;
  }

  /// This thread's argument block for a product.
  MatmulCall call(Matmul plan) {
    MatmulCall call = calls.get(plan);
    if (call == null) {
      call = new MatmulCall(plan);
      calls.put(plan, call);
    }
    return call;
  }

  /// The scratchpad that oneDNN needs for a call.
  long scratchpad(MatmulCall call) {
    return scratchpad.atLeast(call.scratchpadBytes());
  }

  @Override
  public void close() {
    calls.values().forEach(MatmulCall::close);
    activations.close();
    for (Region region :
        new Region[] {
          productInput,
          productResult,
          gate,
          conversion,
          paddedBlock,
          attentionScores,
          attentionWeights,
          attentionContext,
          scratchpad
        }) {
      region.close();
    }
  }
}
