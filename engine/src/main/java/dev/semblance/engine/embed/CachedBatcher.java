package dev.semblance.engine.embed;

import dev.semblance.CallSize;
import dev.semblance.Embedded;
import dev.semblance.Requester;
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.Workload;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.batch.Sequences;
import dev.semblance.engine.cache.CacheLookup;
import dev.semblance.engine.input.TokenSequence;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// A dynamic batcher behind a cache: the steps from a request's inputs to its results that
/// embedding and classification share. *Safe for use by many threads.*
///
/// @param batcher computes what the cache lacks
/// @param cache of this model
record CachedBatcher(DynamicBatcher batcher, ModelCache cache) implements AutoCloseable {

  /// How the inputs of a request are computed that the cache lacks.
  ///
  /// @param inputs how many the request has
  /// @param reader asked once, and only if an input is missing; from a place to its tokens
  /// @param task from an input's tokens to what the encoder and heads compute
  /// @param scheduling of all inputs
  /// @param arrivedNanos [System#nanoTime] when the request arrived
  record Computation(
      int inputs,
      Supplier<IntFunction<TokenSequence>> reader,
      Function<TokenSequence, HeadTask<Embedded>> task,
      Scheduling scheduling,
      long arrivedNanos) {}

  /// The embeddings of all inputs of a request, in their order, neither cut nor normalised.
  ///
  /// @throws SemblanceException as [DynamicBatcher#run], [Sequences#read] and [Requester#accept]
  List<Embedded> embed(CacheLookup lookup, Computation computation) {
    int[] missing = lookup.missing();
    if (missing.length == 0) {
      accept(lookup, computation, List.of());
      return lookup.complete(List.of());
    }
    Sequences sequences =
        Sequences.read(
            missing, computation.inputs(), computation.reader().get(), computation.arrivedNanos());
    accept(lookup, computation, sequences.tokens());
    return lookup.complete(compute(sequences, computation));
  }

  /// What waits, what was computed, and what the cache found.
  Workload workload() {
    return batcher.workload().with(cache.hitsAndMisses());
  }

  @Override
  public void close() {
    batcher.close();
  }

  private void accept(CacheLookup lookup, Computation computation, List<TokenSequence> computed) {
    long tokens = lookup.tokens(computed.stream().mapToInt(TokenSequence::length).toArray());
    computation
        .scheduling()
        .requester()
        .accept(new CallSize(computation.inputs(), tokens, batcher.card().width()));
  }

  private List<Embedded> compute(Sequences sequences, Computation computation) {
    return batcher.run(
        sequences,
        i -> computation.task().apply(sequences.tokens().get(i)),
        computation.scheduling(),
        computation.arrivedNanos());
  }
}
