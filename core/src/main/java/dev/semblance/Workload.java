package dev.semblance;

import java.util.List;

/// What a model has computed since it was opened, and its queue now. A snapshot; immutable.
///
/// @param queue inputs not computed yet
/// @param batches computed batches
/// @param cache inputs answered from the cache
public record Workload(Queue queue, Batches batches, Cache cache) {
  /// Of a model without queue and cache.
  public static final Workload NONE = new Workload(Queue.EMPTY, Batches.NONE, Cache.NONE);

  public Workload with(Cache changed) {
    return new Workload(queue, batches, changed);
  }

  /// Inputs that wait for a batch.
  ///
  /// @param inputs how many
  /// @param tokens total
  /// @param oldest nanoseconds the first of them has been queued
  /// @param expired inputs dropped at their deadline so far
  /// @param cancelled inputs dropped so far because their callers cancelled
  public record Queue(int inputs, long tokens, long oldest, long expired, long cancelled) {
    public static final Queue EMPTY = new Queue(0, 0, 0, 0, 0);
  }

  /// Batches computed so far.
  ///
  /// @param inputs inputs of each batch
  /// @param tokens tokens of each batch
  /// @param padding padding tokens computed because the encoder needs a rectangle
  /// @param truncated inputs cut to the model's length
  public record Batches(SizeHistogram inputs, SizeHistogram tokens, long padding, long truncated) {
    public static final Batches NONE = new Batches(SizeHistogram.NONE, SizeHistogram.NONE, 0, 0);
  }

  /// Cache look-ups so far.
  ///
  /// @param hits inputs answered from the cache
  /// @param misses inputs computed after the look-up
  public record Cache(long hits, long misses) {
    public static final Cache NONE = new Cache(0, 0);

    /// The sum with another cache of the same model.
    public Cache plus(Cache other) {
      return new Cache(hits + other.hits, misses + other.misses);
    }
  }

  /// Histogram of whole numbers with buckets at powers of two.
  ///
  /// @param counts place `i` counts the numbers above 2ⁱ⁻¹ and up to 2ⁱ; the first takes 0 as well
  /// @param sum of the numbers
  public record SizeHistogram(List<Long> counts, long sum) {
    public static final SizeHistogram NONE = new SizeHistogram(List.of(), 0);

    public SizeHistogram {
      counts = List.copyOf(counts);
    }
  }
}
