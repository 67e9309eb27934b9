package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Limits how many pixels are decoded at once, of one image and of all together. A decoded pixel
/// takes about seven bytes until its image is resized. *Safe for use by many threads.*
public final class PixelBudget {
  /// Pixels are counted in blocks, so that any limit fits a semaphore.
  private static final int BLOCK = 4096;

  private final long limit;
  private final int blocks;
  private final Semaphore free;

  /// @param limit width times height of the largest image, from 1
  public PixelBudget(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of pixels must be above 0, is " + limit);
    }
    this.limit = limit;
    this.blocks = blocks(limit);
    this.free = new Semaphore(blocks, true);
  }

  /// Width times height of the largest image that is read.
  long limit() {
    return limit;
  }

  /// Runs work that holds so many pixels, after waiting until that many are free.
  ///
  /// @throws SemblanceException CANCELLED when the calling thread is interrupted
  <T> T holding(long pixels, Supplier<T> work) {
    int taken = Math.min(blocks(pixels), blocks);
    try {
      free.acquire(taken);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the calling thread was interrupted");
    }
    try {
      return work.get();
    } finally {
      free.release(taken);
    }
  }

  private static int blocks(long pixels) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(pixels, BLOCK));
  }
}
