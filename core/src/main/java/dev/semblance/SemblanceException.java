package dev.semblance;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one exception users meet. Its message carries the facts: which input, which file, which
/// offset, which value, which limit.
public final class SemblanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String words;
  private final RequestPart part;
  private final @Nullable Duration retryAfter;

  public SemblanceException(Fault fault, String message) {
    this(fault, message, null);
  }

  public SemblanceException(Fault fault, String message, @Nullable Throwable cause) {
    this(fault, message, RequestPart.UNNAMED, null, cause);
  }

  private SemblanceException(
      Fault fault,
      String words,
      RequestPart part,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(words, cause);
    this.fault = fault;
    this.words = words;
    this.part = part;
    this.retryAfter = retryAfter;
  }

  /// Which part of a request a fault is of.
  ///
  /// @param name as messages have it; empty where there is nothing to tell apart
  /// @param input its index, or -1
  private record RequestPart(String name, int input) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final RequestPart UNNAMED = new RequestPart("", -1);
  }

  /// OVERLOADED, by somebody who knows for how long.
  ///
  /// @param retryAfter after which the same request is likely to be served
  public static SemblanceException overloaded(String message, Duration retryAfter) {
    return new SemblanceException(Fault.OVERLOADED, message, RequestPart.UNNAMED, retryAfter, null);
  }

  /// The same in other words, of the same part, with this as its cause.
  public SemblanceException reworded(String changed) {
    return new SemblanceException(fault, changed, part, retryAfter, this);
  }

  /// The same, of one input of a request; the message names it where there are several.
  ///
  /// @param index from 0
  /// @param several whether the request has others
  public SemblanceException ofInput(int index, boolean several) {
    return of(new RequestPart(several ? "input " + index : "", index));
  }

  /// The same, of a part of a request that is none of its inputs, or no longer one among others.
  ///
  /// @param name what the message calls it
  public SemblanceException of(String name) {
    return of(new RequestPart(name, -1));
  }

  /// The same, of the same part of a larger one.
  ///
  /// @param name what the message calls the larger one
  public SemblanceException within(String name) {
    return of(part.name.isEmpty() ? name : name + ", " + part.name);
  }

  private SemblanceException of(RequestPart changed) {
    return new SemblanceException(fault, words, changed, retryAfter, this);
  }

  public Fault fault() {
    return fault;
  }

  /// The message without the name of a part.
  public String words() {
    return words;
  }

  /// The input whose fault it is, by its index; -1 where it is the whole request's.
  public int input() {
    return part.input;
  }

  /// This, and the faults of other inputs that were found with it, each once, in the inputs' order.
  public List<SemblanceException> ofInputs() {
    Stream<SemblanceException> others =
        Stream.of(getSuppressed())
            .filter(SemblanceException.class::isInstance)
            .map(SemblanceException.class::cast);
    return Stream.concat(Stream.of(this), others).filter(one -> one.input() >= 0).toList();
  }

  /// After which the same request is likely to be served; null where nobody knows.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /// Never null.
  @Override
  public String getMessage() {
    return part.name.isEmpty() ? words : words + " (" + part.name + ")";
  }
}
