package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.Epilogue.Merge;
import dev.semblance.engine.weights.ElementType;
import dev.semblance.engine.weights.Layout;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.vector.Linear;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/// A head's linear layer, packed as the encoder's own layers are: its columns in slices, each a
/// [LinearLayer]. *Safe for use by many threads.*
///
/// A slice's weights stay in cache while the rows of a stretch go through them a block at a time,
/// so that weights come from memory once for each stretch, and no more than a block of a slice is
/// ever held of the answer. Cores share out the slices.
final class PackedProjection implements Projection, AutoCloseable {
  private static final int COLUMNS = 512;
  private static final int STRIPE = 4 * LinearLayer.BLOCK;

  private final int in;
  private final int out;
  private final ActivationFormat format;
  private final WorkerPool pool;
  private final MatmulCache matmuls = new MatmulCache();
  private final List<LinearLayer> slices;

  /// Packed weights must not go while a call reads them: calls hold the reading side.
  private final ReentrantReadWriteLock closeLock = new ReentrantReadWriteLock();

  private boolean closed;

  /// @param format how rows are written for the products: float32 or bfloat16
  PackedProjection(Linear linear, Activation activation, ActivationFormat form, WorkerPool crew) {
    this.in = linear.in();
    this.out = linear.out();
    this.format = form;
    this.pool = crew;
    Epilogue epilogue = new Epilogue(true, FusedActivation.of(activation), Merge.REPLACE);
    LinearLayer[] packed = new LinearLayer[Math.ceilDiv(out, COLUMNS)];
    int members = Math.min(Runtime.getRuntime().availableProcessors(), packed.length);
    try {
      crew.run(
          members,
          (_, member) -> {
            for (int s = member; s < packed.length; s += members) {
              Blueprint.LinearWeights slice = slice(linear, s);
              packed[s] =
                  new LinearLayer(slice, form, new ActivationFormat.Float32(), epilogue, matmuls);
            }
          });
    } finally {
      slices = Stream.of(packed).filter(Objects::nonNull).toList();
      if (slices.size() < packed.length) {
        close();
      }
    }
  }

  private static Blueprint.LinearWeights slice(Linear linear, int s) {
    int in = linear.in();
    int from = s * COLUMNS;
    int columns = Math.min(COLUMNS, linear.out() - from);
    Tensor weight = tensor(linear.weight(), (long) from * in, columns, in);
    Tensor bias = tensor(linear.bias(), from, columns);
    return new Blueprint.LinearWeights(
        weight.name(), in, columns, List.of(new Blueprint.WeightRows(weight, bias, 0, columns)));
  }

  private static Tensor tensor(float[] numbers, long from, long... shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    MemorySegment data =
        MemorySegment.ofArray(numbers).asSlice(from * Float.BYTES, count * Float.BYTES);
    return new Tensor("of a head", ElementType.FLOAT32, shape, Layout.ROW_MAJOR, data);
  }

  @Override
  public int out() {
    return out;
  }

  /// @throws IllegalStateException when the encoder is closed
  @Override
  public void apply(Linear.RowBlock x, int threads, TileSink sink) {
    closeLock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      int members = Math.min(threads, slices.size());
      pool.run(members, (worker, member) -> runSlices(worker, x, sink, member, members));
    } finally {
      closeLock.readLock().unlock();
    }
  }

  /// Every `members`-th slice from slice `member` on.
  private void runSlices(
      ThreadScratch worker, Linear.RowBlock x, TileSink sink, int member, int members) {
    float[] values = new float[Math.min(LinearLayer.BLOCK, x.count()) * Math.min(COLUMNS, out)];
    for (int first = 0; first < x.count(); first += STRIPE) {
      int end = Math.min(x.count(), first + STRIPE);
      long input = writeRows(worker, x, first, end);
      for (int s = member; s < slices.size(); s += members) {
        LinearLayer slice = slices.get(s);
        long result = worker.productResult(LinearLayer.BLOCK * slice.resultBytes());
        for (int block = first; block < end; block += LinearLayer.BLOCK) {
          int rows = Math.min(LinearLayer.BLOCK, end - block);
          slice.run(worker, input + (block - first) * rowBytes(), result, rows);
          NativeMemory.copyOut(result, values, 0, rows * slice.out());
          sink.take(new RowTile(values, block, rows, s * COLUMNS, s * COLUMNS + slice.out()));
        }
      }
    }
  }

  /// Writes rows `first` … `end − 1` as the products read them.
  ///
  /// @return where they are
  private long writeRows(ThreadScratch worker, Linear.RowBlock x, int first, int end) {
    long input = worker.productInput((end - first) * rowBytes());
    long plain = worker.conversion((long) in * Float.BYTES);
    for (int r = first; r < end; r++) {
      int from = (x.first() + r) * in;
      MemorySegment.copy(x.values(), from, NativeMemory.ALL, ValueLayout.JAVA_FLOAT, plain, in);
      format.write(plain, input + (r - first) * rowBytes(), 0, in, 1);
    }
    return input;
  }

  private long rowBytes() {
    return (long) in * format.type().bytes();
  }

  /// Waits for calls at work, then lets the weights go. A second call does nothing.
  @Override
  public void close() {
    closeLock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        slices.forEach(LinearLayer::close);
        matmuls.close();
      }
    } finally {
      closeLock.writeLock().unlock();
    }
  }
}
