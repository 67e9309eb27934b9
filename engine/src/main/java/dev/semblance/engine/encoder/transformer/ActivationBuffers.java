package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.NativeMemory.Region;

/// The rows of one group of inputs while it goes through the layers. *Shared by the workers of one
/// group, each writing its own rows.*
///
/// Queries, keys and values have two buffers, used in turn: a worker may fill the next layer's
/// while another still reads this layer's.
final class ActivationBuffers implements AutoCloseable {
  private final Region hidden = new Region();
  private final Region[] qkv = {new Region(), new Region()};
  private final Region context = new Region();
  private final Region firsts = new Region();

  /// Makes room for a group. Called by one thread before the others begin.
  Addresses reserve(EncoderStack stack, int rows, int inputs) {
    int width = stack.sizes().width();
    long padded = (long) rows + SelfAttention.ROWS_BEYOND;
    long wide = padded * 3 * width * stack.activationBytes();
    return new Addresses(
        hidden.atLeast((long) rows * width * Float.BYTES),
        new long[] {qkv[0].atLeast(wide), qkv[1].atLeast(wide)},
        context.atLeast((long) rows * width * Float.BYTES),
        firsts.atLeast((long) inputs * width * Float.BYTES));
  }

  /// Addresses of a group's rows.
  ///
  /// @param hidden `x`, float32 `[rows,d]`
  /// @param qkv two buffers `[rows,3d]`
  /// @param context attention's results `[rows,d]`
  /// @param firsts `x` of each input's first row, float32 `[inputs,d]`
  record Addresses(long hidden, long[] qkv, long context, long firsts) {}

  /// Looks at what a group has come to. Attention multiplies rows beyond an input's last by 0, be
  /// they of its neighbour or of a group long gone, and 0 times NaN is NaN: where damaged weights
  /// made some, nothing of them may stay.
  ///
  /// @throws SemblanceException BROKEN_MODEL when answers are not finite and the batch has several
  ///   inputs, so that the caller finds out which alone; a single one is told by its answer
  void checkFinite(InputGroup group, int width) {
    if (group.finite(width)) {
      return;
    }
    qkv[0].clear();
    qkv[1].clear();
    if (group.batch().inputs() > 1) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL, "the output is not finite; the weights hold NaN or infinity");
    }
  }

  @Override
  public void close() {
    hidden.close();
    qkv[0].close();
    qkv[1].close();
    context.close();
    firsts.close();
  }
}
