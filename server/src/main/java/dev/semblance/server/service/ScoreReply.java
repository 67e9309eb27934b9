package dev.semblance.server.service;

import dev.semblance.Classifier.Classified;
import dev.semblance.Embedded;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Cost;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The scores of a request, in its order.
///
/// @param labels names by index
/// @param scored one for each example
/// @param cost of the request
public record ScoreReply(SortedMap<Integer, String> labels, List<Classified> scored, Cost cost)
    implements Accounted {
  @Override
  public int answered() {
    return scored.size();
  }

  @Override
  public Stream<Embedded.Timing> timings() {
    return scored.stream().map(Classified::timing);
  }

  @Override
  public IntStream lengths() {
    return scored.stream().mapToInt(Classified::tokens);
  }
}
