package dev.semblance.server.http.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.BufferUtil;

/// Busy-waits for the next request of one connection after a reply, before the connection goes back
/// to the selector. Clients often ask again at once, and waking a thread for that takes longer than
/// everything a request needs beside its computation.
///
/// **Who reads.** At any time one thread at most reads a connection: a thread begins to read when
/// the selector reports bytes, and only while an interest in them is registered. [#arrives] is the
/// last step of a reading thread: it either finds bytes and registers nothing, so that this thread
/// must read on, or finds none and the caller registers the interest, after which this thread must
/// not read again.
///
/// **Why the reading thread is noted by its id.** A long reply may end on another thread. Say
/// thread A serves a request and returns before the reply has left. The thread that sends the rest
/// registers the interest, thread C is woken, serves the next request and finds a third one; only
/// now does A come to the question whether to read on. With a flag, A would see C's answer and both
/// would read. With an id, A reads on only if A itself found bytes. A's own id cannot be left over
/// either: each round of A begins by clearing it, and if A has set it, no interest is registered,
/// so no other thread clears it before A looks.
///
/// One thread at a time, except as above.
final class NextRequestSpin {
  /// The round trip on one machine or to a near one is below this. Longer waits are cheaper in the
  /// selector.
  private static final Duration LONGEST = Duration.ofNanos(400_000);

  private final BusyConnections busy;
  private final ReadAhead connection;

  /// Id of the thread that found the next request and reads on, or 0.
  private volatile long finder;

  NextRequestSpin(BusyConnections busy, ReadAhead connection) {
    this.busy = busy;
    this.connection = connection;
  }

  /// Number of a server's connections that are read or served now. *Safe for use by many threads.*
  static final class BusyConnections {
    private final AtomicInteger count = new AtomicInteger();

    /// Whether no other connection could use the processor.
    private boolean isOnlyOne() {
      return count.get() == 1;
    }
  }

  /// Reads and serves requests as long as [#arrives] finds the next one.
  ///
  /// @param read reads and serves until no bytes are left
  void readAll(Runnable read) {
    long self = Thread.currentThread().threadId();
    busy.count.incrementAndGet();
    try {
      do {
        finder = 0;
        read.run();
      } while (finder == self);
    } finally {
      busy.count.decrementAndGet();
    }
  }

  /// Waits a moment for the next request, unless other connections are busy. True means that the
  /// caller's [#readAll] reads on: what was read is put back, and an end of the connection is found
  /// again by reading.
  @SuppressWarnings("ThreadPriorityCheck") // correct whichever thread runs next
  boolean arrives() {
    ByteBuffer next = BufferUtil.allocate(connection.bufferSize());
    long end = System.nanoTime() + LONGEST.toNanos();
    while (busy.isOnlyOne() && System.nanoTime() - end < 0) {
      Thread.yield();
      int read = connection.fill(next);
      if (read > 0) {
        connection.putBack(next);
      }
      if (read != 0) {
        finder = Thread.currentThread().threadId();
        return true;
      }
    }
    return false;
  }
}
