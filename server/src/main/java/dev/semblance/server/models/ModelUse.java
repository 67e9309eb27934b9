package dev.semblance.server.models;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.function.Supplier;

/// Reference count of a model: its running calls. The model is closed when none is left. *Safe for
/// use by many threads.*
final class ModelUse {
  private final String model;

  @GuardedBy("this")
  private int running;

  @GuardedBy("this")
  private boolean ending;

  @GuardedBy("this")
  private long lastEnded = System.nanoTime();

  /// @param model its name, for messages
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

  /// Admits no further calls, and waits until the running ones have ended.
  synchronized void end() {
    ending = true;
    boolean interrupted = false;
    while (running > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // running calls need the model nevertheless
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Number of running calls.
  synchronized int running() {
    return running;
  }

  /// How long no call has run.
  synchronized Duration idle() {
    return running > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastEnded);
  }

  private synchronized void begin() {
    if (ending) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "model '" + model + "' was unloaded; POST /models loads it again");
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
