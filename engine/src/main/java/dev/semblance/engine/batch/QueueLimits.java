package dev.semblance.engine.batch;

import java.time.Duration;

/// Limits of the queue and of one batch.
///
/// @param waiting what each priority class holds, so that neither priority takes the other's space;
///   an interactive request beyond it is refused (OVERLOADED), a bulk one waits for space
/// @param batch what runs together; an input longer than this runs alone
/// @param deadline how long an interactive input may wait when its request has no deadline
public record QueueLimits(Amount waiting, Amount batch, Duration deadline) {
  /// The waiting tokens are half a minute's work of a small machine.
  public static final QueueLimits STANDARD =
      new QueueLimits(new Amount(4096, 1 << 20), new Amount(256, 8192), Duration.ofSeconds(60));

  public QueueLimits {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("the deadline must be above 0, is " + deadline);
    }
  }

  public QueueLimits withWaiting(Amount changed) {
    return new QueueLimits(changed, batch, deadline);
  }

  public QueueLimits withBatch(Amount changed) {
    return new QueueLimits(waiting, changed, deadline);
  }

  public QueueLimits with(Duration changed) {
    return new QueueLimits(waiting, batch, changed);
  }

  /// @param inputs how many, from 1
  /// @param tokens of them together, from 1
  public record Amount(int inputs, int tokens) {
    public Amount {
      if (inputs < 1 || tokens < 1) {
        throw new IllegalArgumentException(
            "queue limits must be positive: " + inputs + " inputs, " + tokens + " tokens");
      }
    }
  }
}
