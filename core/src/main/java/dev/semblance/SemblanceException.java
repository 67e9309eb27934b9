package dev.semblance;

import org.jspecify.annotations.Nullable;

/// The one exception users meet. Its message carries the facts: which input, which file, which
/// offset, which value, which limit.
public final class SemblanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String message;

  public SemblanceException(Fault fault, String message) {
    this(fault, message, null);
  }

  public SemblanceException(Fault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.message = message;
  }

  public Fault fault() {
    return fault;
  }

  /// Never null.
  @Override
  public String getMessage() {
    return message;
  }
}
