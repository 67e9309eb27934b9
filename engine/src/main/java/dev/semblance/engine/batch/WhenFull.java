package dev.semblance.engine.batch;

/// What happens to inputs whose priority class is full.
enum WhenFull {
  /// They are refused at once.
  REFUSE,
  /// They wait for space until their deadline, unless as many inputs as a priority class holds wait
  /// already.
  WAIT_IF_FEW,
  /// They wait for space until their deadline: the rest of a list whose beginning was admitted.
  WAIT
}
