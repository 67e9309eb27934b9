package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.rank.HybridScore;
import java.util.List;
import java.util.stream.IntStream;

/// How well passages answer queries, pair by pair, in the request's order.
///
/// @param scores what became of each pair
/// @param read the queries and passages, each different one once
/// @param cost what they took together
public record PairReply(InputResults<HybridScore> scores, List<Embedded> read, Cost cost)
    implements Accounted {
  @Override
  public InputResults<?> results() {
    return scores;
  }

  @Override
  public IntStream lengths() {
    return read.stream().mapToInt(Embedded::tokens);
  }
}
