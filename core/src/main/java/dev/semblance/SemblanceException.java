package dev.semblance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The one exception users meet. Its message carries the facts: which input, which file, which
/// offset, which value, which limit.
public final class SemblanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String message;
  private final @Nullable Duration retryAfter;

  public SemblanceException(Fault fault, String message) {
    this(fault, message, null);
  }

  public SemblanceException(Fault fault, String message, @Nullable Throwable cause) {
    this(fault, message, null, cause);
  }

  private SemblanceException(
      Fault fault, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.message = message;
    this.retryAfter = retryAfter;
  }

  /// OVERLOADED, by somebody who knows for how long.
  ///
  /// @param retryAfter after which the same request is likely to be served
  public static SemblanceException overloaded(String message, Duration retryAfter) {
    return new SemblanceException(Fault.OVERLOADED, message, retryAfter, null);
  }

  /// The same in other words, with this as its cause.
  public SemblanceException reworded(String words) {
    return new SemblanceException(fault, words, retryAfter, this);
  }

  public Fault fault() {
    return fault;
  }

  /// After which the same request is likely to be served; null where nobody knows.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /// Never null.
  @Override
  public String getMessage() {
    return message;
  }
}
