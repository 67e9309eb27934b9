package dev.semblance.server.service;

import java.util.stream.IntStream;

/// A reply that tells what it took.
interface Accounted {
  Cost cost();

  /// What became of each thing that was asked for.
  InputResults<?> results();

  /// How many tokens each thing that was read had.
  IntStream lengths();
}
