package dev.semblance.engine.batch;

import dev.semblance.Workload;
import dev.semblance.Workload.SizeHistogram;
import java.util.Arrays;
import java.util.List;

/// Counts the batches a queue has started and the inputs it has dropped. *One thread at a time.*
final class QueueStats {
  private final PowerHistogram inputs = new PowerHistogram();
  private final PowerHistogram tokens = new PowerHistogram();
  private final boolean pads;
  private long padding;
  private long truncated;
  private long expired;
  private long cancelled;

  /// @param pads whether the encoder computes every input at the length of the longest
  QueueStats(boolean pads) {
    this.pads = pads;
  }

  /// Counts a batch that starts. Allocates nothing, so it cannot fail halfway.
  ///
  /// @param batch longest first, not empty
  void started(List<WaitingInput<?>> batch) {
    long batchTokens = PriorityClass.tokens(batch);
    inputs.add(batch.size());
    tokens.add(batchTokens);
    for (WaitingInput<?> input : batch) {
      truncated += input.tokens().truncated() ? 1 : 0;
    }
    if (pads) {
      padding += (long) batch.getFirst().length() * batch.size() - batchTokens;
    }
  }

  /// Counts inputs that no batch took before their deadline.
  void expired(int count) {
    expired += count;
  }

  /// Counts inputs whose caller no longer waits for them.
  void cancelled(int count) {
    cancelled += count;
  }

  /// All counts so far, and the present state of the queue.
  Workload workload(PriorityClasses waiting) {
    var queue =
        new Workload.Queue(
            waiting.size(), waiting.tokens(), waiting.age(System.nanoTime()), expired, cancelled);
    var batches = new Workload.Batches(inputs.tally(), tokens.tally(), padding, truncated);
    return new Workload(queue, batches, Workload.Cache.NONE);
  }

  /// A histogram of whole numbers whose buckets end at the powers of two.
  private static final class PowerHistogram {
    private final long[] counts = new long[Long.SIZE];
    private long sum;

    void add(long number) {
      int power = number <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(number - 1);
      counts[power]++;
      sum += number;
    }

    SizeHistogram tally() {
      return new SizeHistogram(Arrays.stream(counts).boxed().toList(), sum);
    }
  }
}
