package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.NativeMemory.Region;

/// The activations of one group of inputs. *Safe for use by many threads*, each of which writes its
/// own rows, in a [ForwardPass].
///
/// Layer `i` keeps queries, keys and values in `qkv[i mod 2]`; all other buffers are read by the
/// thread that writes them. So one barrier a layer suffices:
///
/// 1. A thread reads `qkv` of layer `i` after barrier `i`, which every thread enters after it has
///    written its rows of layer `i`. All rows are written before the first is read.
/// 2. A thread writes the same buffer again for layer `i + 2`, after barrier `i + 1`, which every
///    thread enters after its attention of layer `i`. All reads end before the first write.
/// 3. Between the two barriers threads write `qkv` of layer `i + 1` only, the other buffer.
final class ActivationBuffers implements AutoCloseable {
  private final Region hidden = new Region();
  private final Region[] qkv = {new Region(), new Region()};
  private final Region context = new Region();
  private final Region firsts = new Region();

  /// Reserves memory for a group. Called by one thread before the others begin.
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

  /// Checks a group's results, and clears queries, keys and values where they are not finite.
  /// Attention multiplies rows beyond an input's last by 0, and 0 times NaN is NaN: a NaN left here
  /// by damaged weights would spread to the next group.
  ///
  /// @throws SemblanceException BROKEN_MODEL when results are not finite and the batch has several
  ///   inputs, so that the caller repeats each alone; the results of a single input are returned
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
