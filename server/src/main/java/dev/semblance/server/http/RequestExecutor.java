package dev.semblance.server.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.TryExecutor;

/// The threads that read and serve requests. *Safe for use by many threads.*
///
/// Handing a request to another thread wakes a sleeping one, which takes longer than most of the
/// work for a request. So the thread that has read a request serves it, and another thread takes
/// over the reading, up to a fixed number of requests at once. Every further request gets a virtual
/// thread: thousands may wait without blocking the reading.
final class RequestExecutor implements TryExecutor, VirtualThreads.Configurable, AutoCloseable {
  /// Threads never used by requests: they open and close connections.
  private static final int SPARE = 2;

  private final Semaphore places;
  private final ExecutorService threads;

  /// @param places number of requests that reading threads serve at once, from 1
  RequestExecutor(int places) {
    this.places = new Semaphore(places);
    this.threads =
        Executors.newFixedThreadPool(
            1 + places + SPARE, Thread.ofPlatform().daemon().name("semblance-http-", 0).factory());
  }

  /// Runs a short task, or reads.
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /// Lets another thread read, so that the caller can serve the request it has read.
  ///
  /// @return whether a place was free
  @Override
  public boolean tryExecute(Runnable reading) {
    if (!places.tryAcquire()) {
      return false;
    }
    threads.execute(() -> {
      try {
        reading.run();
      } finally {
        places.release();
      }
    });
    return true;
  }

  @Override
  public Executor getVirtualThreadsExecutor() {
    return Thread::startVirtualThread;
  }

  /// Accepts no further task. Idempotent.
  @Override
  public void close() {
    threads.shutdown();
  }
}
