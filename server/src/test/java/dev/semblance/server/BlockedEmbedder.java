package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// An embedder whose calls block until it is released. *Safe for use by many threads.*
public final class BlockedEmbedder implements Embedder {
  private final WordEmbedder words = new WordEmbedder("blocked");
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore interrupted = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  @Override
  public ModelCard card() {
    return words.card();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    begun.release();
    try {
      released.await();
    } catch (InterruptedException e) {
      interrupted.release();
      throw new SemblanceException(Fault.CANCELLED, "interrupted", e);
    }
    return words.embed(inputs, options);
  }

  /// Waits for so many calls; false after ten seconds.
  public boolean awaitCalls(int calls) throws InterruptedException {
    return begun.tryAcquire(calls, 10, TimeUnit.SECONDS);
  }

  /// Calls that began and were not waited for.
  public int countedCalls() {
    return begun.availablePermits();
  }

  /// Waits for so many interrupted calls; false after ten seconds.
  public boolean awaitInterrupts(int calls) throws InterruptedException {
    return interrupted.tryAcquire(calls, 10, TimeUnit.SECONDS);
  }

  /// Lets all calls return, now and later.
  public void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
  }
}
