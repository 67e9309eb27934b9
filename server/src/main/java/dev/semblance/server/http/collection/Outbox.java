package dev.semblance.server.http.collection;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Sends a reply on a thread of its own: most clients read nothing before they have sent
/// everything, and a blocked reply must not stop the reading of the request. *One thread at a
/// time.*
final class Outbox {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
  private final Thread sender;
  private volatile @Nullable IOException failure;

  /// @param reply closed when everything is sent
  Outbox(OutputStream reply) {
    this.sender = Thread.ofVirtual().name("acknowledgements").start(() -> send(reply));
  }

  /// Queues bytes, at least one; does not wait.
  void send(byte[] bytes) {
    waiting.add(bytes);
  }

  /// Waits until everything is sent.
  ///
  /// @throws IOException when the client does not accept it
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
