package dev.semblance.server.command.terminal;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Request to end the process: Ctrl-C, or a service manager's TERM. Long runs check it between two
/// steps, so that resources are closed in order. *Safe for use by many threads.*
public final class StopSignal {
  private static final int GRACE_SECONDS = 2;
  private static final Duration FINISH_TIMEOUT = Duration.ofSeconds(20);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /// The signal of this process. From now on the JVM waits at its end until [#finished] is called
  /// or the timeout has passed; its exit code is then 128 plus the signal.
  public static StopSignal ofProcess() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop"));
    return signal;
  }

  private volatile Duration finishTimeout = FINISH_TIMEOUT;
  private final AtomicReference<@Nullable Thread> interruptible = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

  /// Adds to the time that the JVM waits for [#finished].
  public void extendTimeout(Duration more) {
    finishTimeout = FINISH_TIMEOUT.plus(more);
  }

  public void request() {
    requested.countDown();
    Thread reading = reader.get();
    if (reading != null) {
      reading.interrupt();
    }
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /// Registers the thread of a long run; null deregisters it. It is interrupted when a stop is
  /// requested and the process has not finished within two seconds: embedding then ends at once,
  /// and data on disk is as safe as after a crash.
  void interruptOnStop(@Nullable Thread thread) {
    interruptible.set(thread);
  }

  /// Registers a thread that reads what may never come, such as from a keyboard; null deregisters
  /// it. It is interrupted as soon as a stop is requested.
  public void interruptReader(@Nullable Thread thread) {
    reader.set(thread);
  }

  /// Reports that everything is closed.
  public void finished() {
    finished.countDown();
  }

  /// @throws SemblanceException CANCELLED once a stop is requested
  public void check() {
    if (isRequested()) {
      throw new SemblanceException(Fault.CANCELLED, "stopped");
    }
  }

  /// Sleeps until a stop is requested.
  public void await() throws InterruptedException {
    requested.await();
  }

  private void stopAndWait() {
    request();
    try {
      Thread busy = finished.await(GRACE_SECONDS, TimeUnit.SECONDS) ? null : interruptible.get();
      if (busy != null) {
        busy.interrupt();
      }
      if (!finished.await(finishTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(
            "semblance: not finished within " + finishTimeout.toSeconds() + " s, exiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
