package dev.semblance.server.models;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.function.Supplier;

/// Counts the calls that use a model, and knows when the last of them has ended: then the model may
/// be let go of. *Safe for use by many threads.*
final class ModelUse {
  private final String model;

  @GuardedBy("this")
  private int running;

  @GuardedBy("this")
  private boolean ending;

  @GuardedBy("this")
  private long lastEnded = System.nanoTime();

  /// @param model whose it is, for messages
  ModelUse(String model) {
    this.model = model;
  }

  /// Runs a call that uses the model.
  ///
  /// @throws SemblanceException NOT_FOUND once its use is ending
  <T> T during(Supplier<T> call) {
    begin();
    try {
      return call.get();
    } finally {
      done();
    }
  }

  /// Takes no further calls, and waits until those that run have ended.
  synchronized void end() {
    ending = true;
    boolean interrupted = false;
    while (running > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // whoever runs needs the model all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many calls are running.
  synchronized int running() {
    return running;
  }

  /// For how long none has been.
  synchronized Duration idle() {
    return running > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastEnded);
  }

  private synchronized void begin() {
    if (ending) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "model '" + model + "' is open no more; it has just been unloaded");
    }
    running++;
  }

  private synchronized void done() {
    running--;
    lastEnded = System.nanoTime();
    if (running == 0) {
      notifyAll();
    }
  }
}
