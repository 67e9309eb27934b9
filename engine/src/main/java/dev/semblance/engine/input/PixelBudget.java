package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Limits how many pixels are decoded at once, of one image and of all together. Small images have
/// a part of their own, so that they do not wait for large ones. *Safe for use by many threads.*
public final class PixelBudget {
  /// Passes over the pixels of the largest image; a usual progressive JPEG has ten scans.
  private static final int PASSES = 10;

  /// An image is small if its pixels, in all passes together, are at most this part of the limit.
  private static final int SMALL = 16;

  /// Pixels of small images that are decoded at once, as a part of the limit.
  private static final int SMALL_TOGETHER = 4;

  /// Bytes of a decoded pixel at most, until its image is resized: four colours of 16 bits, and
  /// three of 8.
  private static final int BYTES_PER_PIXEL = 11;

  /// Pixels are counted in blocks, so that any limit fits a semaphore.
  private static final int BLOCK = 4096;

  private final long limit;
  private final Part large;
  private final Part small;

  /// @param limit width times height of the largest image, from 1
  /// @param largeAtOnce how many images are decoded at once that are not small, from 1
  PixelBudget(long limit, int largeAtOnce) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of pixels must be above 0, is " + limit);
    }
    this.limit = limit;
    this.large = Part.of(limit, Math.ceilDiv(limit, largeAtOnce));
    this.small = Part.of(Math.max(1, limit / SMALL_TOGETHER), 1);
  }

  /// A budget whose decoded pixels take at most a third of the heap. Large images leave half of the
  /// cores to others.
  ///
  /// @param limit width times height of the largest image, from 1
  public static PixelBudget of(long limit) {
    long fits = Runtime.getRuntime().maxMemory() / 3 / BYTES_PER_PIXEL;
    return new PixelBudget(
        Math.min(limit, fits), Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /// The budget for one image.
  ///
  /// @param maxWaitNanos how long it may wait for others; [Long#MAX_VALUE] without limit
  PixelClaim within(long maxWaitNanos) {
    return new PixelClaim(this, maxWaitNanos);
  }

  /// The budget for one image. *Safe for use by many threads.*
  ///
  /// @param maxWaitNanos how long it may wait for others; [Long#MAX_VALUE] without limit
  record PixelClaim(PixelBudget budget, long maxWaitNanos) {

    /// Width times height of the largest image that is read.
    long limit() {
      return budget.limit;
    }

    /// Runs work that holds so many pixels, after waiting until that many are free.
    ///
    /// @param passes how many times the decoder passes over them, from 1
    /// @throws SemblanceException TOO_LARGE when these are more passes than a usual image of the
    ///   largest size has; OVERLOADED when others hold the pixels for too long; CANCELLED when the
    ///   calling thread is interrupted
    <T> T holding(long pixels, int passes, Supplier<T> work) {
      long decoded = pixels * passes;
      if (decoded > limit() * PASSES) {
        throw new SemblanceException(
            Fault.TOO_LARGE,
            "image has %d scans of %d pixels, the limit of all scans together is %d pixels; save it"
                    .formatted(passes, pixels, limit() * PASSES)
                + " with fewer scans");
      }
      Part part = decoded <= limit() / SMALL ? budget.small : budget.large;
      int taken = part.blocks(pixels);
      acquire(part, taken);
      try {
        return work.get();
      } finally {
        part.free().release(taken);
      }
    }

    private void acquire(Part part, int blocks) {
      try {
        if (!part.free().tryAcquire(blocks, maxWaitNanos, TimeUnit.NANOSECONDS)) {
          throw SemblanceException.overloaded(
              "Model is overloaded: other images were decoded until the deadline; retry later",
              Duration.ofSeconds(1));
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new SemblanceException(Fault.CANCELLED, "the calling thread was interrupted");
      }
    }
  }

  /// A part of the budget.
  ///
  /// @param all blocks of pixels
  /// @param least blocks that an image takes, whatever its size
  /// @param free blocks not taken
  private record Part(int all, int least, Semaphore free) {
    static Part of(long pixels, long leastPixels) {
      int all = inBlocks(pixels);
      return new Part(all, inBlocks(leastPixels), new Semaphore(all, true));
    }

    int blocks(long pixels) {
      return Math.min(Math.max(inBlocks(pixels), least), all);
    }

    private static int inBlocks(long pixels) {
      return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(pixels, BLOCK));
    }
  }
}
