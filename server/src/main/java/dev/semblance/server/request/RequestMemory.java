package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Memory of all requests in flight: bodies, the work on them, and replies that are not sent yet.
/// Every request takes what it needs before it allocates it, so that requests beyond the limit are
/// refused where they would exhaust the heap. *Safe for use by many threads.*
///
/// One request takes at most half of it. Bodies leave half of it to requests that are read already,
/// so that clients that send slowly stop no one else.
public final class RequestMemory {
  private static final long SMALLEST_STANDARD = 32L << 20;
  private static final long LARGEST_STANDARD = 1L << 30;

  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /// @param limit bytes, from 1
  public RequestMemory(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("request memory must be at least 1 byte, is " + limit);
    }
    this.limit = limit;
  }

  /// Bytes where no limit is set: a third of the heap, from 32 MiB to 1 GiB.
  public static long standardLimit() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / 3, SMALLEST_STANDARD, LARGEST_STANDARD);
  }

  /// A reservation for a request that arrives now. The caller closes it when the reply is sent.
  ///
  /// @param encoding of numbers in the reply
  public MemoryReservation open(NumberEncoding encoding) {
    return new MemoryReservation(this, encoding);
  }

  /// Bytes that all requests together may take.
  public long limit() {
    return limit;
  }

  /// Bytes taken now.
  public long held() {
    return held.get();
  }

  /// Bytes taken so far, those given back among them.
  public long taken() {
    return taken.sum();
  }

  /// Requests refused for lack of memory so far.
  public long refused() {
    return refused.sum();
  }

  /// @param before what the request holds already
  /// @throws SemblanceException TOO_LARGE, OVERLOADED
  void takeForBody(long before, long bytes) {
    requireFits(before + bytes);
    take(bytes, limit / 2);
  }

  /// @param before what the request holds already
  /// @throws SemblanceException TOO_LARGE, OVERLOADED
  void takeForWork(long before, long bytes) {
    requireFits(before + bytes);
    take(bytes, limit);
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  private void requireFits(long bytes) {
    if (bytes > limit / 2) {
      refused.increment();
      throw new SemblanceException(
          Fault.TOO_LARGE,
          ("the request and its reply need about %d bytes of memory, the limit is %d; send fewer"
                  + " inputs at once, ask for fewer `dimensions`, or take the numbers as bytes")
              .formatted(bytes, limit / 2));
    }
  }

  private void take(long bytes, long ceiling) {
    long now = held.get();
    while (now + bytes > ceiling || !held.compareAndSet(now, now + bytes)) {
      if (now + bytes > ceiling) {
        refused.increment();
        throw new SemblanceException(
            Fault.OVERLOADED,
            "other requests hold %d of the %d bytes of memory for requests; retry later"
                .formatted(now, limit));
      }
      now = held.get();
    }
    taken.add(bytes);
  }
}
