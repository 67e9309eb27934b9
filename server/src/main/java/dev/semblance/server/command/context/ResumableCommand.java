package dev.semblance.server.command.context;

/// A command that keeps what it has completed when it is stopped, and goes on from there when it is
/// run again.
public interface ResumableCommand {
  /// Whether this run does.
  default boolean resumes() {
    return true;
  }
}
