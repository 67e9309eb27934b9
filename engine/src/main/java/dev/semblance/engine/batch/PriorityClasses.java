package dev.semblance.engine.batch;

import dev.semblance.Priority;

/// All waiting inputs: one [PriorityClass] for each priority. *One thread at a time.*
///
/// @param interactive inputs of requests that a person waits for
/// @param bulk inputs of background work
record PriorityClasses(PriorityClass interactive, PriorityClass bulk) {

  static PriorityClasses empty() {
    return new PriorityClasses(new PriorityClass(), new PriorityClass());
  }

  PriorityClass classOf(Priority priority) {
    return switch (priority) {
      case INTERACTIVE -> interactive;
      case BULK -> bulk;
    };
  }

  boolean isEmpty() {
    return interactive.isEmpty() && bulk.isEmpty();
  }

  /// Waiting inputs of both classes.
  int size() {
    return interactive.size() + bulk.size();
  }

  /// Tokens of all waiting inputs.
  long tokens() {
    return interactive.tokens() + bulk.tokens();
  }

  /// Nanoseconds the oldest input has waited; 0 when none waits.
  ///
  /// @param now [System#nanoTime]
  long age(long now) {
    return Math.max(interactive.age(now), bulk.age(now));
  }
}
