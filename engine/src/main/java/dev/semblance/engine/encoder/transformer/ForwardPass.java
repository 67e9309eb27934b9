package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.encoder.transformer.ActivationBuffers.Addresses;
import dev.semblance.engine.encoder.transformer.EmbeddingLayer.TokenRange;
import dev.semblance.engine.encoder.transformer.EncoderLayer.PackedAttention;
import dev.semblance.engine.encoder.transformer.EncoderLayer.PackedFeedForward;
import dev.semblance.engine.encoder.transformer.SelfAttention.QueryRange;
import dev.semblance.engine.onednn.NumberType;
import org.jspecify.annotations.Nullable;

/// One worker's way through all layers with its share of a group's rows.
///
/// Between two attentions nothing crosses rows, so 128 rows at a time go through the end of one
/// layer and the beginning of the next while they are in cache.
final class ForwardPass {
  private final EncoderStack stack;
  private final InputGroup group;
  private final Addresses rooms;
  private final ThreadScratch worker;
  private final SpinBarrier meeting;
  private final int width;
  private final @Nullable RangeObserver observer;

  ForwardPass(
      EncoderStack stack,
      InputGroup group,
      Addresses rooms,
      ThreadScratch worker,
      SpinBarrier meeting) {
    this.stack = stack;
    this.group = group;
    this.rooms = rooms;
    this.worker = worker;
    this.meeting = meeting;
    this.width = stack.sizes().width();
    this.observer = stack.observer();
  }

  /// Takes rows `from` … `to` of the group through all layers.
  void run(int from, int to) {
    embed(from, to);
    int last = stack.layers().size() - 1;
    for (int block = from; block < to; block += LinearLayer.BLOCK) {
      int end = Math.min(to, block + LinearLayer.BLOCK);
      long input = normalised(stack.firstNorm(), rowOf(rooms.hidden(), block), end - block, 0);
      project(0, input, block, end);
    }
    for (int i = 0; i < last; i++) {
      meeting.await(i);
      attend(i, from, to);
      for (int block = from; block < to; block += LinearLayer.BLOCK) {
        int end = Math.min(to, block + LinearLayer.BLOCK);
        long input = finish(i, rowOf(rooms.hidden(), block), block, end);
        project(i + 1, input, block, end);
      }
    }
    meeting.await(last);
    if (group.rows() == Rows.FIRST) {
      lastFirsts(last, from, to);
    } else {
      lastAll(last, from, to);
    }
  }

  /// What own rows are before the first layer.
  private void embed(int from, int to) {
    forEachInput(
        from,
        to,
        (input, first, end) -> {
          int start = group.start(input);
          TokenRange run = new TokenRange(input, first - start, end - start);
          stack.embedding().write(worker, group.batch(), run, rowOf(rooms.hidden(), first));
        });
    normInPlace(stack.embeddingNorm(), rowOf(rooms.hidden(), from), to - from);
  }

  /// Queries, keys and values of layer `i` for rows `from` … `to`, at most a block.
  private void project(int i, long input, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    int rows = to - from;
    long target = rooms.qkv()[i & 1] + (long) from * 3 * width * stack.activationBytes();
    show(layer.qkv(), input, rows);
    Rotation rotation = layer.rotation();
    if (rotation == null) {
      layer.qkv().run(worker, input, target, rows);
      return;
    }
    boolean inPlace = stack.activationBytes() == Float.BYTES;
    long wide = inPlace ? target : worker.conversion(rows * layer.qkv().resultBytes());
    layer.qkv().run(worker, input, wide, rows);
    ActivationFormat.Bfloat16 narrow = new ActivationFormat.Bfloat16();
    forEachInput(
        from,
        to,
        (in, first, end) -> {
          for (int r = first; r < end; r++) {
            long row = wide + (long) (r - from) * 3 * width * Float.BYTES;
            rotation.apply(row, r - group.start(in));
            if (!inPlace) {
              narrow.write(
                  row, target + (long) (r - from) * 3 * width * Short.BYTES, 0, 3 * width, 1);
            }
          }
        });
  }

  /// Attention of own queries, written as the output product reads them.
  private void attend(int i, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    ActivationFormat form = layer.output().input();
    forEachInput(
        from,
        to,
        (input, first, end) -> {
          int start = group.start(input);
          QueryRange span = span(i, input, first - start, end - start);
          layer.selfAttention().run(worker, span, contextRow(form, first), form);
        });
  }

  private QueryRange span(int i, int input, int from, int to) {
    long row = (long) group.start(input) * 3 * width * stack.activationBytes();
    return new QueryRange(rooms.qkv()[i & 1] + row, group.batch().attended(input), from, to);
  }

  /// The rest of layer `i` after attention, on rows `from` … `to` of the context and the rows at
  /// `hidden`.
  ///
  /// @return where the next layer's projection finds its input
  private long finish(int i, long hidden, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    PackedFeedForward feed = stack.layers().get(i).feedForward();
    int rows = to - from;
    long context = contextRow(layer.output().input(), from);
    show(layer.output(), context, rows);
    layer.output().run(worker, context, hidden, rows);
    long input = normalised(layer.nextNorm(), hidden, rows, feed.up().input());
    show(feed.up(), input, rows);
    long middle = inner(feed, input, rows);
    show(feed.down(), middle, rows);
    feed.down().run(worker, middle, hidden, rows);
    boolean end = i + 1 == stack.layers().size();
    if (end) {
      normInPlace(feed.nextNorm(), hidden, rows);
      return hidden;
    }
    return normalised(feed.nextNorm(), hidden, rows, i + 1);
  }

  /// The inner rows of a feed-forward, as `down` reads them.
  private long inner(PackedFeedForward feed, long input, int rows) {
    LinearLayer gate = feed.gate();
    LinearLayer lastBefore = gate == null ? feed.up() : gate;
    long middle = worker.productResult(LinearLayer.BLOCK * lastBefore.resultBytes());
    if (gate == null) {
      feed.up().run(worker, input, middle, rows);
    } else {
      long activated = worker.gate(LinearLayer.BLOCK * feed.up().resultBytes());
      feed.up().run(worker, input, activated, rows);
      gate.runGated(worker, input, activated, middle, rows);
    }
    ActivationFormat wanted = feed.down().input();
    if (wanted.type() == feed.result().type()) {
      return middle;
    }
    int inner = lastBefore.out();
    long converted = worker.conversion((long) LinearLayer.BLOCK * inner * wanted.type().bytes());
    for (int r = 0; r < rows; r++) {
      wanted.write(
          middle + (long) r * inner * Float.BYTES,
          converted + (long) r * inner * wanted.type().bytes(),
          0,
          inner,
          1);
    }
    return converted;
  }

  private void lastAll(int i, int from, int to) {
    attend(i, from, to);
    for (int block = from; block < to; block += LinearLayer.BLOCK) {
      int end = Math.min(to, block + LinearLayer.BLOCK);
      finish(i, rowOf(rooms.hidden(), block), block, end);
    }
    NativeMemory.copyOut(
        rowOf(rooms.hidden(), from),
        group.out(),
        (group.firstRow() + from) * width,
        (to - from) * width);
  }

  /// The last layer for the first rows of own inputs alone.
  private void lastFirsts(int i, int from, int to) {
    PackedAttention layer = stack.layers().get(i).attention();
    ActivationFormat form = layer.output().input();
    int begin = group.from();
    while (begin < group.to() && group.start(begin) < from) {
      begin++;
    }
    int end = begin;
    for (; end < group.to() && group.start(end) < to; end++) {
      int k = end - group.from();
      layer.selfAttention().run(worker, span(i, end, 0, 1), contextRow(form, k), form);
      NativeMemory.copy(
          rowOf(rooms.hidden(), group.start(end)),
          rowOf(rooms.firsts(), k),
          (long) width * Float.BYTES);
    }
    for (int block = begin; block < end; block += LinearLayer.BLOCK) {
      int stop = Math.min(end, block + LinearLayer.BLOCK);
      int k = block - group.from();
      finish(i, rowOf(rooms.firsts(), k), k, stop - group.from());
    }
    NativeMemory.copyOut(
        rowOf(rooms.firsts(), begin - group.from()),
        group.out(),
        begin * width,
        (end - begin) * width);
  }

  private long normalised(@Nullable RowNorm norm, long hidden, int rows, int nextLayer) {
    return normalised(norm, hidden, rows, stack.layers().get(nextLayer).attention().qkv().input());
  }

  /// Applies a norm to rows of `x` and writes them as the next product reads them. A post-norm
  /// stack keeps the normalised rows as `x`.
  ///
  /// @return where they are
  private long normalised(@Nullable RowNorm norm, long hidden, int rows, ActivationFormat form) {
    boolean plain = form.type() == NumberType.FLOAT32;
    if (norm == null && plain) {
      return hidden;
    }
    int wider = Math.max(form.type().bytes(), Float.BYTES);
    long input = worker.productInput((long) LinearLayer.BLOCK * width * wider);
    for (int r = 0; r < rows; r++) {
      long x = rowOf(hidden, r);
      long normal = x;
      if (norm != null) {
        normal = stack.preNorm() ? rowOf(input, r) : x;
        norm.apply(x, normal);
      }
      if (!plain) {
        form.write(normal, input + (long) r * width * form.type().bytes(), 0, width, 1);
      }
    }
    return plain && !stack.preNorm() ? hidden : input;
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
    /// @param from first of its rows in the share, counted in the group
    void accept(int input, int from, int to);
  }

  /// Visits the inputs that have rows between `from` and `to`.
  private void forEachInput(int from, int to, InputRows visit) {
    for (int input = group.from(); input < group.to(); input++) {
      int first = Math.max(from, group.start(input));
      int end = Math.min(to, group.start(input + 1));
      if (first < end) {
        visit.accept(input, first, end);
      }
    }
  }

  private void show(LinearLayer layer, long from, int rows) {
    if (observer != null) {
      layer.observe(observer, from, rows);
    }
  }

  private long contextRow(ActivationFormat form, int row) {
    return rooms.context() + (long) row * width * form.type().bytes();
  }

  private long rowOf(long base, int row) {
    return base + (long) row * width * Float.BYTES;
  }
}
