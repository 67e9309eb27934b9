package dev.semblance.server.service;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The order in which scores are told.
public final class BestFirst {
  private BestFirst() {}

  /// Indexes by score, best first. Equal ones come in reverse, as clients of
  /// text-embeddings-inference see them.
  public static List<Integer> of(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> scores[i]))
        .toList()
        .reversed();
  }
}
