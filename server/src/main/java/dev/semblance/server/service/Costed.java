package dev.semblance.server.service;

import java.util.stream.IntStream;

/// A reply that tells what it took.
interface Costed {
  Cost cost();

  /// What became of each thing that was asked for.
  Results<?> results();

  /// How many tokens each thing that was read had.
  IntStream lengths();
}
