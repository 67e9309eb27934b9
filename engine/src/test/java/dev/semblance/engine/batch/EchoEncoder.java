package dev.semblance.engine.batch;

import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderCard;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// An encoder whose hidden states are the token ids, one batch for each permit; it throws at two
/// ids. *Safe for use by many threads.*
final class EchoEncoder implements Encoder {
  /// Throws an exception.
  static final int POISON = 13;

  /// Throws an [OutOfMemoryError].
  static final int FATAL = 12;

  private final Semaphore permits;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger computed = new AtomicInteger();

  private volatile boolean closed;

  private EchoEncoder(int permits) {
    this.permits = new Semaphore(permits);
  }

  static EchoEncoder free() {
    return new EchoEncoder(Integer.MAX_VALUE);
  }

  /// Waits for [#permit] before each batch.
  static EchoEncoder gated() {
    return new EchoEncoder(0);
  }

  void permit(int batches) {
    permits.release(batches);
  }

  /// Batches it has begun.
  int begun() {
    return begun.get();
  }

  /// Inputs it has computed.
  int computed() {
    return computed.get();
  }

  @Override
  public EncoderCard card() {
    return new EncoderCard("echo", 1, "float32", "");
  }

  @Override
  public int concurrency(int cores) {
    return cores;
  }

  @Override
  public Hidden encode(RaggedBatch batch, Rows rows, int threads) {
    begun.incrementAndGet();
    permits.acquireUninterruptibly();
    float[] values = new float[batch.tokens()];
    for (int i = 0; i < values.length; i++) {
      if (batch.ids()[i] == POISON) {
        throw new IllegalStateException("poison");
      }
      if (batch.ids()[i] == FATAL) {
        throw new OutOfMemoryError("thrown by a test");
      }
      values[i] = batch.ids()[i];
    }
    computed.addAndGet(batch.inputs());
    return new Hidden(values, 1);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
