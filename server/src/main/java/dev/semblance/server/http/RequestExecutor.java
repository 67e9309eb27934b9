package dev.semblance.server.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.TryExecutor;

/// The threads that read what clients send. *Safe for use by many threads.*
///
/// Handing a request to another thread wakes one that sleeps, which takes longer than most of what
/// is done for the request afterwards. So the thread that has read a request serves it, and another
/// goes on reading in its place, until as many as there are places are served so. Every further one
/// gets a virtual thread: thousands may wait, and none of them keeps anybody else from being heard.
final class RequestExecutor implements TryExecutor, VirtualThreads.Configurable, AutoCloseable {
  /// Threads that no request ever holds: connections begin and end on them.
  private static final int SPARE = 2;

  private final Semaphore places;
  private final ExecutorService threads;

  /// @param places how many requests are served at once by threads that read, from 1
  RequestExecutor(int places) {
    this.places = new Semaphore(places);
    this.threads =
        Executors.newFixedThreadPool(
            1 + places + SPARE, Thread.ofPlatform().daemon().name("semblance-http-", 0).factory());
  }

  /// Does short work, or the reading itself.
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /// Has another thread go on reading, so that the caller may serve what it has read.
  ///
  /// @return whether there was a place
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

  /// Begins nothing more. Idempotent.
  @Override
  public void close() {
    threads.shutdown();
  }
}
