package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.encoder.transformer.ActivationBuffers.Addresses;
import dev.semblance.engine.encoder.transformer.EmbeddingLayer.TokenRange;
import dev.semblance.engine.encoder.transformer.EncoderLayer.PackedAttention;
import dev.semblance.engine.encoder.transformer.EncoderLayer.PackedFeedForward;
import dev.semblance.engine.encoder.transformer.SelfAttention.QueryRange;
import dev.semblance.engine.onednn.NumberType;
import org.jspecify.annotations.Nullable;

/// The forward pass of one thread over its share of a group's rows. *One thread at a time.*
///
/// ## Equations
///
/// Post-norm, after Vaswani et al., *Attention Is All You Need*, 2017:
///
/// ```
/// x       = LN(E[id] + P[i] + S[type])                     embed      x [n,d]
/// q, k, v = W_qkv · x + b, rotated by position if rotary   project    [n,d] each
/// c       = softmax(q · kᵀ / √h) · v, per head             attend     c [n,d]
/// x       = LN(x + W_o · c + b)                            finish
/// x       = LN(x + W_down · (f(W_up · x + b) ⊙ gate) + b)  finish     gate = W_gate · x + b, or 1
/// out     = x, all rows or the first row of each input     run
/// ```
///
/// Pre-norm: `x` stays without a norm, and each product reads `LN(x)` from a copy instead. The norm
/// that a layer's first product reads through is computed at the end of the layer before it, so
/// both orders are one chain of steps.
///
/// ## Schedule
///
/// Between two attentions no row depends on another. Each block of [LinearLayer#BLOCK] rows goes
/// through the end of layer `i` and the beginning of layer `i + 1` while it is in second-level
/// cache:
///
/// ```
/// embed own rows
/// project layer 0, block by block
/// for i = 0 … last − 1:
///   barrier                                 all rows of q, k, v of layer i are written
///   attend layer i, own queries             reads k, v of whole inputs
///   for each block of own rows:
///     finish layer i                        W_o, LN, W_up, W_gate, W_down, LN
///     project layer i + 1                   into the other q, k, v buffer
/// barrier
/// attend and finish the last layer          only the first rows where only they are wanted
/// ```
///
/// [ActivationBuffers] proves that one barrier a layer suffices.
final class ForwardPass {
  private final EncoderStack stack;
  private final InputGroup group;
  private final Addresses buffers;
  private final ThreadScratch scratch;
  private final SpinBarrier barrier;
  private final int width;
  private final @Nullable RangeObserver observer;

  ForwardPass(
      EncoderStack stack,
      InputGroup group,
      Addresses buffers,
      ThreadScratch scratch,
      SpinBarrier barrier) {
    this.stack = stack;
    this.group = group;
    this.buffers = buffers;
    this.scratch = scratch;
    this.barrier = barrier;
    this.width = stack.sizes().width();
    this.observer = stack.observer();
  }

  /// Computes rows `from` … `to` of the group through all layers.
  void run(int from, int to) {
    embed(from, to);
    for (int block = from; block < to; block += LinearLayer.BLOCK) {
      int end = Math.min(to, block + LinearLayer.BLOCK);
      long input = normalised(stack.firstNorm(), rowOf(buffers.hidden(), block), end - block, 0);
      project(0, input, block, end);
    }
    int last = stack.layers().size() - 1;
    for (int i = 0; i < last; i++) {
      barrier.await(i);
      attend(i, from, to);
      for (int block = from; block < to; block += LinearLayer.BLOCK) {
        int end = Math.min(to, block + LinearLayer.BLOCK);
        long input = finish(i, rowOf(buffers.hidden(), block), block, end);
        project(i + 1, input, block, end);
      }
    }
    barrier.await(last);
    if (group.rows() == Rows.FIRST) {
      lastLayerOfFirstRows(last, from, to);
    } else {
      lastLayerOfAllRows(last, from, to);
    }
  }

  /// `x = LN(E[id] + P[i] + S[type])`.
  private void embed(int from, int to) {
    forEachInput(
        from,
        to,
        (input, first, end) -> {
          int start = group.start(input);
          TokenRange tokens = new TokenRange(input, first - start, end - start);
          stack.embedding().write(scratch, group.batch(), tokens, rowOf(buffers.hidden(), first));
        });
    normInPlace(stack.embeddingNorm(), rowOf(buffers.hidden(), from), to - from);
  }

  /// `q, k, v = W_qkv · x + b` of layer `i`, rotated by position, for rows `from` … `to`, at most a
  /// block.
  private void project(int i, long input, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    int rows = to - from;
    long target = buffers.qkv()[i & 1] + (long) from * 3 * width * stack.activationBytes();
    observe(layer.qkv(), input, rows);
    Rotation rotation = layer.rotation();
    if (rotation == null) {
      layer.qkv().run(scratch, input, target, rows);
      return;
    }
    // Rows are rotated in float32, then rounded where attention reads bfloat16.
    boolean inPlace = stack.activationBytes() == Float.BYTES;
    long unrounded = inPlace ? target : scratch.conversion(rows * layer.qkv().resultBytes());
    layer.qkv().run(scratch, input, unrounded, rows);
    ActivationFormat.Bfloat16 bfloat16 = new ActivationFormat.Bfloat16();
    forEachInput(
        from,
        to,
        (in, first, end) -> {
          for (int r = first; r < end; r++) {
            long row = unrounded + (long) (r - from) * 3 * width * Float.BYTES;
            rotation.apply(row, r - group.start(in), group.batch().length(in));
            if (!inPlace) {
              bfloat16.write(
                  row, target + (long) (r - from) * 3 * width * Short.BYTES, 0, 3 * width, 1);
            }
          }
        });
  }

  /// `c = softmax(q · kᵀ / √h) · v` of rows `from` … `to`, written as the output product reads it.
  private void attend(int i, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    ActivationFormat format = layer.output().input();
    forEachInput(
        from,
        to,
        (input, first, end) -> {
          int start = group.start(input);
          QueryRange queries = queries(i, input, first - start, end - start);
          layer.selfAttention().run(scratch, queries, contextRow(format, first), format);
        });
  }

  private QueryRange queries(int i, int input, int from, int to) {
    long row = (long) group.start(input) * 3 * width * stack.activationBytes();
    return new QueryRange(buffers.qkv()[i & 1] + row, group.batch().attended(input), from, to);
  }

  /// `x = LN(x + W_o · c)` and `x = LN(x + W_down · (f(W_up · x) ⊙ gate))` of layer `i`, for rows
  /// `from` … `to` of `c` and the rows of `x` at `hidden`.
  ///
  /// @return address of the rows that the next layer's projection reads
  private long finish(int i, long hidden, int from, int to) {
    PackedAttention attention = stack.layers().get(i).attention();
    PackedFeedForward feedForward = stack.layers().get(i).feedForward();
    int rows = to - from;
    long context = contextRow(attention.output().input(), from);
    observe(attention.output(), context, rows);
    attention.output().run(scratch, context, hidden, rows);
    long input = normalised(attention.nextNorm(), hidden, rows, feedForward.up().input());
    observe(feedForward.up(), input, rows);
    long inner = inner(feedForward, input, rows);
    observe(feedForward.down(), inner, rows);
    feedForward.down().run(scratch, inner, hidden, rows);
    if (i + 1 == stack.layers().size()) {
      normInPlace(feedForward.nextNorm(), hidden, rows);
      return hidden;
    }
    return normalised(feedForward.nextNorm(), hidden, rows, i + 1);
  }

  /// `f(W_up · x + b) ⊙ gate`, as `down` reads it.
  private long inner(PackedFeedForward feedForward, long input, int rows) {
    LinearLayer gate = feedForward.gate();
    LinearLayer lastBeforeDown = gate == null ? feedForward.up() : gate;
    long result = scratch.productResult(LinearLayer.BLOCK * lastBeforeDown.resultBytes());
    if (gate == null) {
      feedForward.up().run(scratch, input, result, rows);
    } else {
      long activated = scratch.gate(LinearLayer.BLOCK * feedForward.up().resultBytes());
      feedForward.up().run(scratch, input, activated, rows);
      gate.runGated(scratch, input, activated, result, rows);
    }
    ActivationFormat format = feedForward.down().input();
    if (format.type() == feedForward.result().type()) {
      return result;
    }
    // The product wrote float32 because it cannot write int8; see PrecisionPlan.result.
    int inner = lastBeforeDown.out();
    int bytes = format.type().bytes();
    long converted = scratch.conversion((long) LinearLayer.BLOCK * inner * bytes);
    for (int r = 0; r < rows; r++) {
      format.write(
          result + (long) r * inner * Float.BYTES,
          converted + (long) r * inner * bytes,
          0,
          inner,
          1);
    }
    return converted;
  }

  private void lastLayerOfAllRows(int i, int from, int to) {
    attend(i, from, to);
    for (int block = from; block < to; block += LinearLayer.BLOCK) {
      int end = Math.min(to, block + LinearLayer.BLOCK);
      finish(i, rowOf(buffers.hidden(), block), block, end);
    }
    NativeMemory.copyOut(
        rowOf(buffers.hidden(), from),
        group.out(),
        (group.firstRow() + from) * width,
        (to - from) * width);
  }

  /// The last layer for the first row of each input that begins in `from` … `to`. These rows are
  /// gathered so that they fill blocks.
  private void lastLayerOfFirstRows(int i, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    ActivationFormat format = layer.output().input();
    int begin = group.from();
    while (begin < group.to() && group.start(begin) < from) {
      begin++;
    }
    int end = begin;
    for (; end < group.to() && group.start(end) < to; end++) {
      int k = end - group.from();
      layer.selfAttention().run(scratch, queries(i, end, 0, 1), contextRow(format, k), format);
      NativeMemory.copy(
          rowOf(buffers.hidden(), group.start(end)),
          rowOf(buffers.firsts(), k),
          (long) width * Float.BYTES);
    }
    for (int block = begin; block < end; block += LinearLayer.BLOCK) {
      int stop = Math.min(end, block + LinearLayer.BLOCK);
      int k = block - group.from();
      finish(i, rowOf(buffers.firsts(), k), k, stop - group.from());
    }
    NativeMemory.copyOut(
        rowOf(buffers.firsts(), begin - group.from()),
        group.out(),
        begin * width,
        (end - begin) * width);
  }

  private long normalised(@Nullable RowNorm norm, long hidden, int rows, int nextLayer) {
    return normalised(norm, hidden, rows, stack.layers().get(nextLayer).attention().qkv().input());
  }

  /// Applies a norm to rows of `x` and writes them as the next product reads them. Post-norm
  /// replaces `x` by the result; pre-norm writes a copy.
  ///
  /// @return address of the rows that the product reads
  private long normalised(@Nullable RowNorm norm, long hidden, int rows, ActivationFormat format) {
    boolean float32 = format.type() == NumberType.FLOAT32;
    if (norm == null && float32) {
      return hidden;
    }
    int bytes = Math.max(format.type().bytes(), Float.BYTES);
    long input = scratch.productInput((long) LinearLayer.BLOCK * width * bytes);
    for (int r = 0; r < rows; r++) {
      long x = rowOf(hidden, r);
      long normal = x;
      if (norm != null) {
        normal = stack.preNorm() ? rowOf(input, r) : x;
        norm.apply(x, normal);
      }
      if (!float32) {
        format.write(normal, input + (long) r * width * format.type().bytes(), 0, width, 1);
      }
    }
    return float32 && !stack.preNorm() ? hidden : input;
  }

  private void normInPlace(@Nullable RowNorm norm, long hidden, int rows) {
    if (norm != null) {
      for (int r = 0; r < rows; r++) {
        norm.apply(rowOf(hidden, r), rowOf(hidden, r));
      }
    }
  }

  private interface InputRows {
    /// @param input of the batch
    /// @param from its first row in the share, counted in the group
    /// @param to its last row in the share, exclusive
    void accept(int input, int from, int to);
  }

  /// Calls `action` for each input that has rows between `from` and `to`.
  private void forEachInput(int from, int to, InputRows action) {
    for (int input = group.from(); input < group.to(); input++) {
      int first = Math.max(from, group.start(input));
      int end = Math.min(to, group.start(input + 1));
      if (first < end) {
        action.accept(input, first, end);
      }
    }
  }

  private void observe(LinearLayer layer, long from, int rows) {
    if (observer != null) {
      layer.observe(observer, from, rows);
    }
  }

  private long contextRow(ActivationFormat format, int row) {
    return buffers.context() + (long) row * width * format.type().bytes();
  }

  private long rowOf(long base, int row) {
    return base + (long) row * width * Float.BYTES;
  }
}
