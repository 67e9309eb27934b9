package dev.semblance.server.request;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// The part of [RequestMemory] that one request holds, until its reply is sent. *Safe for use by
/// many threads.*
public final class MemoryReservation implements AutoCloseable {
  private final RequestMemory memory;
  private final NumberEncoding encoding;

  @GuardedBy("this")
  private long held;

  @GuardedBy("this")
  private boolean closed;

  MemoryReservation(RequestMemory memory, NumberEncoding encoding) {
    this.memory = memory;
    this.encoding = encoding;
  }

  /// A reservation without limit, of calls that the server itself makes.
  public static MemoryReservation unlimited() {
    return new RequestMemory(Long.MAX_VALUE).open(NumberEncoding.DECIMALS);
  }

  /// How the reply writes numbers.
  public NumberEncoding encoding() {
    return encoding;
  }

  /// A reservation of its own for a further request of the same stream.
  public MemoryReservation reopened() {
    return memory.open(encoding);
  }

  /// Takes memory for a part of the request's body.
  ///
  /// @param bytes from 0
  /// @throws SemblanceException TOO_LARGE when the request holds too much, OVERLOADED when others
  ///   do, CANCELLED once closed
  public synchronized void takeForBody(long bytes) {
    requireOpen();
    memory.takeForBody(held, bytes);
    held += bytes;
  }

  /// Takes memory for the work on the request and its reply.
  ///
  /// @param bytes from 0
  /// @throws SemblanceException as [#takeForBody]
  public synchronized void take(long bytes) {
    requireOpen();
    memory.takeForWork(held, bytes);
    held += bytes;
  }

  /// Gives back a part before the reply is sent.
  ///
  /// @param bytes from 0, at most what was taken
  public synchronized void giveBack(long bytes) {
    if (!closed) {
      held -= bytes;
      memory.release(bytes);
    }
  }

  /// Gives all of it back. Idempotent.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      memory.release(held);
    }
  }

  @GuardedBy("this")
  private void requireOpen() {
    if (closed) {
      throw new SemblanceException(Fault.CANCELLED, "the request has ended");
    }
  }
}
