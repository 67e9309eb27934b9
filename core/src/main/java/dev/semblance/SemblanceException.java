package dev.semblance;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The only exception thrown to users. Its message names input, file, offset, value or limit.
public final class SemblanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String words;
  private final FaultOrigin origin;
  private final @Nullable Duration retryAfter;

  public SemblanceException(Fault fault, String message) {
    this(fault, message, null);
  }

  public SemblanceException(Fault fault, String message, @Nullable Throwable cause) {
    this(fault, message, FaultOrigin.UNNAMED, null, cause);
  }

  private SemblanceException(
      Fault fault,
      String words,
      FaultOrigin origin,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(words, cause);
    this.fault = fault;
    this.words = words;
    this.origin = origin;
    this.retryAfter = retryAfter;
  }

  /// Where a fault was found.
  ///
  /// @param part of the request that it concerns, for the message; empty for the only input or the
  ///   whole request
  /// @param input index of the input it concerns, or -1
  /// @param model whether the model found it
  private record FaultOrigin(String part, int input, boolean model) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final FaultOrigin UNNAMED = new FaultOrigin("", -1, false);
  }

  /// OVERLOADED with a time to retry.
  ///
  /// @param retryAfter after this time the same request will likely succeed
  public static SemblanceException overloaded(String message, Duration retryAfter) {
    return new SemblanceException(Fault.OVERLOADED, message, FaultOrigin.UNNAMED, retryAfter, null);
  }

  /// The same with another message, of the same part, with this as its cause.
  public SemblanceException reworded(String changed) {
    return new SemblanceException(fault, changed, origin, retryAfter, this);
  }

  /// The same for one input of a request; the message names it where there are several.
  ///
  /// @param index from 0
  /// @param several whether the request has others
  public SemblanceException ofInput(int index, boolean several) {
    return of(new FaultOrigin(several ? "input " + index : "", index, origin.model));
  }

  /// The same for a part of a request that is not one of its inputs.
  ///
  /// @param name for the message
  public SemblanceException of(String name) {
    return of(new FaultOrigin(name, -1, origin.model));
  }

  /// The same for this part of a larger part.
  ///
  /// @param name of the larger part, for the message
  public SemblanceException within(String name) {
    return of(origin.part.isEmpty() ? name : name + ", " + origin.part);
  }

  /// The same, found by a model: from the tokenizer on, rather than in the form of the request.
  public SemblanceException ofModel() {
    return origin.model ? this : of(new FaultOrigin(origin.part, origin.input, true));
  }

  private SemblanceException of(FaultOrigin changed) {
    return new SemblanceException(fault, words, changed, retryAfter, this);
  }

  public Fault fault() {
    return fault;
  }

  /// The message without the name of a part.
  public String words() {
    return words;
  }

  /// Whether a model found it, from the tokenizer on.
  public boolean isOfModel() {
    return origin.model;
  }

  /// Index of the input the fault concerns; -1 for the whole request.
  public int input() {
    return origin.input;
  }

  /// This and the faults of other inputs reported with it, each once, in the order of the inputs.
  public List<SemblanceException> ofInputs() {
    Stream<SemblanceException> others =
        Stream.of(getSuppressed())
            .filter(SemblanceException.class::isInstance)
            .map(SemblanceException.class::cast);
    return Stream.concat(Stream.of(this), others).filter(fault -> fault.input() >= 0).toList();
  }

  /// After this time the same request will likely succeed; null where unknown.
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /// Never null.
  @Override
  public String getMessage() {
    return origin.part.isEmpty() ? words : words + " (" + origin.part + ")";
  }
}
