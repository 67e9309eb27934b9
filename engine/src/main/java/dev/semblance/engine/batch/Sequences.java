package dev.semblance.engine.batch;

import dev.semblance.InputFaults;
import dev.semblance.SemblanceException;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Tokens of those inputs of a request that have to be computed, and their places in it, so that a
/// fault of one says which.
///
/// @param tokens one sequence for each
/// @param places where each stood in the request
/// @param requestInputs how many inputs the request has
public record Sequences(List<TokenSequence> tokens, int[] places, int requestInputs) {

  /// Reads every input of a request.
  ///
  /// @param reader from a place to its tokens
  /// @throws SemblanceException the reader's own of every input that it cannot read, as
  ///   [InputFaults#throwAny] does
  public static Sequences read(int of, IntFunction<TokenSequence> reader) {
    return read(IntStream.range(0, of).toArray(), of, reader);
  }

  /// Reads the inputs at some places of a request.
  public static Sequences read(int[] places, int of, IntFunction<TokenSequence> reader) {
    var faults = new InputFaults(of);
    List<TokenSequence> tokens = new ArrayList<>(places.length);
    for (int place : places) {
      try {
        tokens.add(reader.apply(place));
      } catch (SemblanceException e) {
        faults.add(place, e);
      }
    }
    faults.throwAny();
    return new Sequences(tokens, places, of);
  }

  int size() {
    return tokens.size();
  }
}
