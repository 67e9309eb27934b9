package dev.semblance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Who waits for an answer, and how long it is worth waiting for. Immutable.
///
/// @param urgency who waits
/// @param deadline counted from the call, above 0: inputs that no batch has taken by then are
///   dropped and the request is refused (OVERLOADED); null leaves it to whoever computes
public record Patience(Urgency urgency, @Nullable Duration deadline) {
  public static final Patience INTERACTIVE = new Patience(Urgency.INTERACTIVE, null);
  public static final Patience BULK = new Patience(Urgency.BULK, null);

  public Patience {
    if (deadline != null && !deadline.isPositive()) {
      throw new SemblanceException(Fault.INVALID, "a deadline must be above 0, is " + deadline);
    }
  }

  public Patience with(Urgency changed) {
    return new Patience(changed, deadline);
  }

  public Patience within(@Nullable Duration changed) {
    return new Patience(urgency, changed);
  }
}
