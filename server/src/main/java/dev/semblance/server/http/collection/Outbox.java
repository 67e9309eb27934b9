package dev.semblance.server.http.collection;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Sends a reply from a thread of its own, so that a client which reads nothing before it has sent
/// everything, as most do, never brings reading to a halt. *One thread at a time.*
final class Outbox {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
  private final Thread sender;
  private volatile @Nullable IOException failure;

  /// @param reply closed when everything is sent
  Outbox(OutputStream reply) {
    this.sender = Thread.ofVirtual().name("acknowledgements").start(() -> send(reply));
  }

  /// Sends these bytes, one at least, after those before them; does not wait.
  void send(byte[] bytes) {
    waiting.add(bytes);
  }

  /// Waits until everything is sent.
  ///
  /// @throws IOException when the client would not have it
  void close() throws IOException {
    finish();
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  /// Waits until everything is sent or cannot be. Idempotent.
  void finish() {
    waiting.add(END);
    boolean interrupted = false;
    while (true) {
      try {
        sender.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        sender.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OutputStream reply) {
    try (reply) {
      for (byte[] bytes = waiting.take(); bytes.length > 0; bytes = waiting.take()) {
        reply.write(bytes);
        reply.flush();
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      failure = new IOException("interrupted", e);
    }
  }
}
