package dev.semblance.server.grpc;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// An embedder that never ends unless it is interrupted. *Safe for use by many threads.*
final class WaitingEmbedder implements Embedder {
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore interrupted = new Semaphore(0);

  @Override
  public ModelCard card() {
    return new ModelCard(
        "waiting",
        "0".repeat(64),
        ModelCard.Task.Embed.dense("mean"),
        new ModelCard.Shape(1, 512, 1, "float32"),
        Prompts.NONE);
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    begun.release();
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nothing counts it down");
    } catch (InterruptedException e) {
      interrupted.release();
      throw new SemblanceException(Fault.CANCELLED, "interrupted", e);
    }
  }

  @Override
  public void close() {}

  /// Whether so many calls began, within ten seconds.
  boolean began(int calls) throws InterruptedException {
    return begun.tryAcquire(calls, 10, TimeUnit.SECONDS);
  }

  /// Calls that began and were not asked for by [#began].
  int begun() {
    return begun.availablePermits();
  }

  /// Whether so many calls were interrupted, within ten seconds.
  boolean wasInterrupted(int calls) throws InterruptedException {
    return interrupted.tryAcquire(calls, 10, TimeUnit.SECONDS);
  }
}
