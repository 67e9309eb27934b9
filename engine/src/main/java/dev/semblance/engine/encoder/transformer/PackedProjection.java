package dev.semblance.engine.encoder.transformer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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

/// A head's linear layer, packed as the encoder's own layers are. *Safe for use by many threads.*
///
/// Columns are cut into slices, each a [LinearLayer], and rows into stripes of a few blocks. A
/// slice's weights stay in cache while the blocks of a stripe go through them, so that weights are
/// read from memory once a stripe, and at most one block of a slice of the result is held. Threads
/// share the slices.
final class PackedProjection implements Projection, AutoCloseable {
  /// Columns of a slice.
  private static final int COLUMNS = 512;

  /// Rows of a stripe.
  private static final int STRIPE = 4 * LinearLayer.BLOCK;

  private final int in;
  private final int out;
  private final ActivationFormat format;
  private final WorkerPool pool;
  private final MatmulCache matmuls = new MatmulCache();
  private final List<LinearLayer> slices;

  /// Calls hold the read lock, so that weights are not freed while one reads them.
  private final ReentrantReadWriteLock closeLock = new ReentrantReadWriteLock();

  @GuardedBy("closeLock")
  private boolean closed;

  /// @param format of the products' input: float32 or bfloat16
  PackedProjection(Linear linear, Activation activation, ActivationFormat format, WorkerPool pool) {
    this.in = linear.in();
    this.out = linear.out();
    this.format = format;
    this.pool = pool;
    Epilogue epilogue = new Epilogue(true, FusedActivation.of(activation), Merge.REPLACE);
    LinearLayer[] packed = new LinearLayer[Math.ceilDiv(out, COLUMNS)];
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), packed.length);
    try {
      pool.run(
          threads,
          (_, index) -> {
            for (int s = index; s < packed.length; s += threads) {
              Blueprint.LinearWeights slice = slice(linear, s);
              packed[s] =
                  new LinearLayer(slice, format, new ActivationFormat.Float32(), epilogue, matmuls);
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
    return new Tensor("head", ElementType.FLOAT32, shape, Layout.ROW_MAJOR, data);
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
      int sharing = Math.min(threads, slices.size());
      pool.run(sharing, (scratch, index) -> runSlices(scratch, x, sink, index, sharing));
    } finally {
      closeLock.readLock().unlock();
    }
  }

  /// Computes slices `index`, `index + threads`, …
  private void runSlices(
      ThreadScratch scratch, Linear.RowBlock x, TileSink sink, int index, int threads) {
    float[] values = new float[Math.min(LinearLayer.BLOCK, x.count()) * Math.min(COLUMNS, out)];
    for (int first = 0; first < x.count(); first += STRIPE) {
      int end = Math.min(x.count(), first + STRIPE);
      long input = writeRows(scratch, x, first, end);
      for (int s = index; s < slices.size(); s += threads) {
        LinearLayer slice = slices.get(s);
        long result = scratch.productResult(LinearLayer.BLOCK * slice.resultBytes());
        for (int block = first; block < end; block += LinearLayer.BLOCK) {
          int rows = Math.min(LinearLayer.BLOCK, end - block);
          slice.run(scratch, input + (block - first) * rowBytes(), result, rows);
          NativeMemory.copyOut(result, values, 0, rows * slice.out());
          sink.take(new RowTile(values, block, rows, s * COLUMNS, s * COLUMNS + slice.out()));
        }
      }
    }
  }

  /// Writes rows `first` … `end − 1` as the products read them.
  ///
  /// @return address of the first
  private long writeRows(ThreadScratch scratch, Linear.RowBlock x, int first, int end) {
    long input = scratch.productInput((end - first) * rowBytes());
    long plain = scratch.conversion((long) in * Float.BYTES);
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

  /// Waits for running calls, then frees the weights. A second call does nothing.
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
