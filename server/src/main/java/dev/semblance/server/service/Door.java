package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.function.Supplier;

/// Counts the calls inside a model, and shuts behind the last of them: what is behind a door may be
/// let go of once it is shut. *Safe for use by many threads.*
final class Door {
  private final String model;
  private int inside;
  private boolean closing;
  private long lastPassed = System.nanoTime();

  /// @param model whose it is, for messages
  Door(String model) {
    this.model = model;
  }

  /// Runs a call inside.
  ///
  /// @throws SemblanceException NOT_FOUND once the door is closing
  <T> T through(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  /// Lets nobody in any more, and waits until everybody has left.
  synchronized void shut() {
    closing = true;
    boolean interrupted = false;
    while (inside > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // whoever is inside needs the model all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many calls are inside.
  synchronized int inside() {
    return inside;
  }

  /// For how long nobody has been inside.
  synchronized Duration idle() {
    return inside > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastPassed);
  }

  private synchronized void enter() {
    if (closing) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "model '" + model + "' is open no more; it has just been unloaded");
    }
    inside++;
  }

  private synchronized void leave() {
    inside--;
    lastPassed = System.nanoTime();
    if (inside == 0) {
      notifyAll();
    }
  }
}
