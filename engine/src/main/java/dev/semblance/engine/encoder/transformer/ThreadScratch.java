package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.NativeMemory.Region;
import dev.semblance.engine.onednn.Matmul;
import dev.semblance.engine.onednn.MatmulCall;
import java.util.HashMap;
import java.util.Map;

/// One thread's scratch memory and argument blocks, kept between calls so that the hot path
/// allocates nothing. *One thread at a time.*
final class ThreadScratch implements AutoCloseable {
  /// Rows of the group it works on, unless it shares another's.
  final ActivationBuffers workspace = new ActivationBuffers();

  final Region input = new Region();

  final Region padded = new Region();
  final Region wide = new Region();
  final Region inner = new Region();
  final Region gate = new Region();
  final Region scores = new Region();
  final Region powers = new Region();
  final Region heads = new Region();
  private final Region scratchpad = new Region();

  /// Reciprocal sums of the rows of one attention tile.
  float[] sums = new float[0];

  private final Map<Matmul, MatmulCall> calls = new HashMap<>();

  MatmulCall call(Matmul plan) {
    MatmulCall call = calls.get(plan);
    if (call == null) {
      call = new MatmulCall(plan);
      calls.put(plan, call);
    }
    return call;
  }

  /// Scratch memory for a call.
  long scratch(MatmulCall call) {
    return scratchpad.atLeast(call.scratchpadBytes());
  }

  /// Room for `count` sums.
  float[] sums(int count) {
    if (sums.length < count) {
      sums = new float[count];
    }
    return sums;
  }

  @Override
  public void close() {
    calls.values().forEach(MatmulCall::close);
    workspace.close();
    for (Region region :
        new Region[] {input, padded, wide, inner, gate, scores, powers, heads, scratchpad}) {
      region.close();
    }
  }
}
