package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpeningTest {
  @Test
  @Timeout(60)
  void opensWhileTheCommonPoolIsBusy() throws InterruptedException {
    int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch busy = new CountDownLatch(threads);
    CountDownLatch enough = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool().execute(() -> keepBusy(busy, enough));
    }
    busy.await();
    try (Embedder embedder =
        Engine.open(Shared.resource("bert-cls").toString(), Shared.packaged())) {
      assertThat(embedder.embed("text", EmbedOptions.DEFAULT)).isNotEmpty();
    } finally {
      enough.countDown();
    }
  }

  private static void keepBusy(CountDownLatch busy, CountDownLatch enough) {
    busy.countDown();
    try {
      enough.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
