package dev.semblance.engine.batch;

import dev.semblance.Priority;

/// All waiting inputs: one lane for each priority. *One thread at a time.*
///
/// @param interactive inputs of requests that a person waits for
/// @param bulk inputs of background work
record PriorityLanes(PriorityLane interactive, PriorityLane bulk) {

  static PriorityLanes empty() {
    return new PriorityLanes(new PriorityLane(), new PriorityLane());
  }

  PriorityLane lane(Priority priority) {
    return switch (priority) {
      case INTERACTIVE -> interactive;
      case BULK -> bulk;
    };
  }

  boolean isEmpty() {
    return interactive.isEmpty() && bulk.isEmpty();
  }

  /// Waiting inputs of both lanes.
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
