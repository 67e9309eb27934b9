package dev.semblance.server.command.serve;

import dev.semblance.server.request.RequestMemory;
import java.time.Duration;

/// Gives heap back to the system when the server has become idle. The collectors of the JVM shrink
/// the heap only in a full collection, which no request causes once the load is over.
final class IdleCollection implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /// Memory that requests take in an interval in which the server counts as idle.
  private static final long IDLE_BYTES = 256 << 10;

  /// Memory that requests have taken since the last collection, from which another one is worth it.
  private static final long WORK_BYTES = 8 << 20;

  private final RequestMemory memory;
  private final Runnable collection;
  private final Thread thread;
  private long seen;
  private long collected = -WORK_BYTES;

  /// @param memory of requests, which shows whether there are any
  /// @param collection collects the whole heap
  IdleCollection(RequestMemory memory, Runnable collection) {
    this.memory = memory;
    this.collection = collection;
    this.thread = Thread.ofVirtual().name("idle-collection").unstarted(this::run);
  }

  /// Begins to watch a server.
  static IdleCollection start(RequestMemory memory) {
    var watching = new IdleCollection(memory, System::gc);
    watching.thread.start();
    return watching;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        check();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Collects if the server has been idle since the last call and has worked before that; the first
  /// time also if it has not, since opening a model leaves garbage.
  void check() {
    long taken = memory.taken();
    boolean idle = taken - seen <= IDLE_BYTES && memory.held() <= IDLE_BYTES;
    if (idle && taken - collected >= WORK_BYTES) {
      collected = taken;
      collection.run();
    }
    seen = taken;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
