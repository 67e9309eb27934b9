package dev.semblance;

import java.util.List;

/// What a model has computed since it was opened, and what waits for it now. A snapshot; immutable.
///
/// @param queue what waits
/// @param batches what was computed
/// @param cache what did not have to be
public record Workload(Queue queue, Batches batches, Cache cache) {
  /// Of a model that computes at once, by itself.
  public static final Workload NONE = new Workload(Queue.EMPTY, Batches.NONE, Cache.NONE);

  public Workload with(Cache changed) {
    return new Workload(queue, batches, changed);
  }

  /// Inputs that wait for a batch.
  ///
  /// @param inputs how many
  /// @param tokens of them together
  /// @param oldest nanoseconds the first of them has waited
  /// @param expired inputs dropped at their deadline so far
  /// @param cancelled inputs dropped so far because their callers gave up
  public record Queue(int inputs, long tokens, long oldest, long expired, long cancelled) {
    public static final Queue EMPTY = new Queue(0, 0, 0, 0, 0);
  }

  /// Batches so far.
  ///
  /// @param inputs how many inputs each had
  /// @param tokens how many tokens each had
  /// @param padding tokens computed for nothing, because the encoder wants a rectangle
  /// @param truncated inputs that had been cut to the model's length
  public record Batches(SizeHistogram inputs, SizeHistogram tokens, long padding, long truncated) {
    public static final Batches NONE = new Batches(SizeHistogram.NONE, SizeHistogram.NONE, 0, 0);
  }

  /// Answers from memory so far.
  ///
  /// @param hits inputs that were answered without computing
  /// @param misses inputs that were looked up and then computed
  public record Cache(long hits, long misses) {
    public static final Cache NONE = new Cache(0, 0);

    /// Of two that one model looks into.
    public Cache plus(Cache other) {
      return new Cache(hits + other.hits, misses + other.misses);
    }
  }

  /// How often whole numbers fell at or below the powers of two.
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
