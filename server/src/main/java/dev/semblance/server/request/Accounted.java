package dev.semblance.server.request;

import dev.semblance.Embedded;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A reply with its cost, as meters count it.
public interface Accounted {
  Cost cost();

  /// Number of inputs that were answered.
  int answered();

  /// Nanoseconds of the parts of each input that was read.
  Stream<Embedded.Timing> timings();

  /// Number of tokens of each input that was read.
  IntStream lengths();
}
