package dev.semblance;

/// Who waits for the answer.
public enum Priority {
  /// A person or a request: overtakes bulk work, and is refused (OVERLOADED) when the queue is
  /// full.
  INTERACTIVE,
  /// A long run such as indexing: yields to interactive work without ever being starved by it, and
  /// waits when the queue is full.
  BULK
}
