package dev.semblance.engine.batch;

import dev.semblance.InputFaults;
import dev.semblance.SemblanceException;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Token sequences of the inputs of a request that are to be computed, and their places in it, so
/// that the fault of one names its input.
///
/// @param tokens one sequence for each
/// @param places of each in the request
/// @param requestInputs how many inputs the request has
/// @param tokenizeNanos nanoseconds that tokenizing took, for each input alike
public record Sequences(
    List<TokenSequence> tokens, int[] places, int requestInputs, long tokenizeNanos) {

  /// Tokenizes every input of a request.
  ///
  /// @param reader from a place to its tokens
  /// @param arrivedNanos [System#nanoTime] when the request arrived
  /// @throws SemblanceException the reader's own of every input that it cannot read, as
  ///   [InputFaults#throwAny] does
  public static Sequences read(
      int requestInputs, IntFunction<TokenSequence> reader, long arrivedNanos) {
    return read(IntStream.range(0, requestInputs).toArray(), requestInputs, reader, arrivedNanos);
  }

  /// Tokenizes the inputs at some places of a request.
  public static Sequences read(
      int[] places, int requestInputs, IntFunction<TokenSequence> reader, long arrivedNanos) {
    var faults = new InputFaults(requestInputs);
    List<TokenSequence> tokens = new ArrayList<>(places.length);
    for (int place : places) {
      try {
        tokens.add(reader.apply(place));
      } catch (SemblanceException e) {
        faults.add(place, e);
      }
    }
    faults.throwAny();
    long tokenizeNanos = (System.nanoTime() - arrivedNanos) / Math.max(1, places.length);
    return new Sequences(tokens, places, requestInputs, tokenizeNanos);
  }

  int size() {
    return tokens.size();
  }
}
