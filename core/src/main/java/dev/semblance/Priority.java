package dev.semblance;

/// Priority of a request in a model's queue.
public enum Priority {
  /// Overtakes bulk work; refused (OVERLOADED) when the queue is full.
  INTERACTIVE,
  /// For long runs such as indexing: yields to interactive work without starving, and waits when
  /// the queue is full.
  BULK
}
