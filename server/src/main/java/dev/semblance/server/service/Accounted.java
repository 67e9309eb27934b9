package dev.semblance.server.service;

import java.util.stream.IntStream;

/// A reply with its cost, as meters count it.
interface Accounted {
  Cost cost();

  /// Number of inputs that were answered.
  int answered();

  /// Number of tokens of each input that was read.
  IntStream lengths();
}
