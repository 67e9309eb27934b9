package dev.semblance.server.command;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether somebody wants the process to end: Ctrl-C, or a service manager's TERM. Long runs ask it
/// between two pieces of work, so that what is open is closed in order. *Safe for use by many
/// threads.*
public final class StopSignal {
  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /// The signal of this process. From here on the JVM waits, when it is told to end, until
  /// [#finished] is called or the patience is over; its exit code is then 128 and the signal.
  public static StopSignal ofProcess() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop"));
    return signal;
  }

  public void request() {
    requested.countDown();
  }

  /// Tells that everything is closed.
  public void finished() {
    finished.countDown();
  }

  /// @throws SemblanceException CANCELLED once a stop is requested
  void check() {
    if (requested.getCount() == 0) {
      throw new SemblanceException(Fault.CANCELLED, "stopped; what was finished is kept");
    }
  }

  /// Sleeps until a stop is requested.
  void await() throws InterruptedException {
    requested.await();
  }

  private void stopAndWait() {
    request();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("semblance: did not finish within " + PATIENCE_SECONDS + " s, ending");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
