package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.rank.HybridScore;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Cost;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Scores of pairs of queries and passages, in the request's order.
///
/// @param scores of the pairs
/// @param read embeddings of the distinct queries and passages
/// @param cost of the request
public record PairReply(InputResults<HybridScore> scores, List<Embedded> read, Cost cost)
    implements Accounted {
  @Override
  public int answered() {
    return scores.values().size();
  }

  @Override
  public Stream<Embedded.Timing> timings() {
    return read.stream().map(Embedded::timing);
  }

  @Override
  public IntStream lengths() {
    return read.stream().mapToInt(Embedded::tokens);
  }
}
