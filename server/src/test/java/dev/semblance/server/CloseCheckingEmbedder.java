package dev.semblance.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Tokenizer;
import java.util.List;
import java.util.concurrent.Semaphore;

/// A [WordEmbedder] that fails when it is used after it was closed, or closed while it is in use;
/// its calls can be blocked. *Safe for use by many threads.*
public final class CloseCheckingEmbedder implements Embedder {
  private final WordEmbedder words;
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);

  @GuardedBy("this")
  private int activeCalls;

  @GuardedBy("this")
  private boolean closed;

  public CloseCheckingEmbedder(String id) {
    words = new WordEmbedder(id);
  }

  /// Blocks calls from now on.
  public void hold() {
    var _ = gate.drainPermits();
  }

  public void release() {
    gate.release(Integer.MAX_VALUE / 2);
  }

  public synchronized int activeCalls() {
    return activeCalls;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public ModelCard card() {
    return words.card();
  }

  @Override
  public Tokenizer tokenizer() {
    return words.tokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    count(1);
    try {
      gate.acquireUninterruptibly();
      gate.release();
      return words.embed(inputs, options);
    } finally {
      count(-1);
    }
  }

  private synchronized void count(int change) {
    if (closed) {
      throw new IllegalStateException(card().id() + " is used after it was closed");
    }
    activeCalls += change;
  }

  @Override
  public synchronized void close() {
    if (activeCalls > 0) {
      throw new IllegalStateException(card().id() + " is closed while it is used");
    }
    closed = true;
  }
}
