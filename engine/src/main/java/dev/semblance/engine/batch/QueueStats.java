package dev.semblance.engine.batch;

import dev.semblance.Workload;
import dev.semblance.Workload.Tally;
import java.util.Arrays;
import java.util.List;

/// What a queue has handed out, and what it has dropped. *One thread at a time.*
final class QueueStats {
  private final Powers inputs = new Powers();
  private final Powers tokens = new Powers();
  private final boolean pads;
  private long padding;
  private long truncated;
  private long expired;
  private long cancelled;

  /// @param pads whether the encoder computes every input at the length of the longest
  QueueStats(boolean pads) {
    this.pads = pads;
  }

  /// @param batch longest first, not empty
  void handedOut(List<WaitingInput<?>> batch) {
    long read = PriorityLane.tokens(batch);
    inputs.add(batch.size());
    tokens.add(read);
    truncated += batch.stream().filter(input -> input.tokens().truncated()).count();
    if (pads) {
      padding += (long) batch.getFirst().length() * batch.size() - read;
    }
  }

  void expired(int count) {
    expired += count;
  }

  void cancelled(int count) {
    cancelled += count;
  }

  long expired() {
    return expired;
  }

  long cancelled() {
    return cancelled;
  }

  Workload.Batches batches() {
    return new Workload.Batches(inputs.tally(), tokens.tally(), padding, truncated);
  }

  /// Counts whole numbers by the powers of two.
  private static final class Powers {
    private final long[] counts = new long[Long.SIZE];
    private long sum;

    void add(long number) {
      int power = number <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(number - 1);
      counts[power]++;
      sum += number;
    }

    Tally tally() {
      return new Tally(Arrays.stream(counts).boxed().toList(), sum);
    }
  }
}
