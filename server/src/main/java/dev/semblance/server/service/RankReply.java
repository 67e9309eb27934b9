package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.ModelCard;
import dev.semblance.Reranker.Scored;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Cost;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Scores of the texts of a request against its query, in the request's order.
///
/// @param model that computed them
/// @param scored one for each text
/// @param cost of the request
public record RankReply(ModelCard model, List<Scored> scored, Cost cost) implements Accounted {
  @Override
  public int answered() {
    return scored.size();
  }

  @Override
  public Stream<Embedded.Timing> timings() {
    return scored.stream().map(Scored::timing);
  }

  @Override
  public IntStream lengths() {
    return scored.stream().mapToInt(Scored::tokens);
  }

  /// Indexes of the texts by score, the best first.
  public List<Integer> bestFirst() {
    float[] scores = new float[scored.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scored.get(i).score();
    }
    return bestFirst(scores);
  }

  /// Indexes by score, the best first. Of equal scores the later comes first, as clients of
  /// text-embeddings-inference receive them.
  public static List<Integer> bestFirst(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]))
        .toList()
        .reversed();
  }
}
