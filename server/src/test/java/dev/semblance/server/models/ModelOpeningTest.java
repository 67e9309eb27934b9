package dev.semblance.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.server.CloseCheckingEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Models that are opened while others are opened or closed.
@Timeout(60)
class ModelOpeningTest {
  private static final long SIZE = 100;

  /// Models b and c are closed for d; while c takes long to close, e must not take b's memory.
  @Test
  void noOtherModelTakesTheMemoryThatWasFreedForOne() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch mayClose = new CountDownLatch(1);
    ModelSource slow =
        (name, _) ->
            new ModelSource.LocatedModel(
                name,
                name.equals("d") ? 2 * SIZE : SIZE,
                () ->
                    name.equals("c")
                        ? new SlowToClose(closing, mayClose)
                        : new CloseCheckingEmbedder(name));
    try (ModelRegistry models = new ModelRegistry(slow, new ModelRules(3 * SIZE, false));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : List.of("a", "b", "c")) {
        models.load(LoadRequest.of(name));
      }
      var opening = threads.submit(() -> models.load(new LoadRequest("d", false, true, true)));
      closing.await();
      assertThatThrownBy(() -> models.load(LoadRequest.of("e")))
          .hasMessageContaining("of the memory budget of 300 bytes 300 are taken");
      mayClose.countDown();
      assertThat(opening.get().card().id()).isEqualTo("d");
      assertThat(models.cards()).extracting(ModelCard::id).containsExactly("a", "d");
    }
  }

  @Test
  void callersThatWaitForAModelFailWhenOpeningItThrowsAnError() throws Exception {
    CountDownLatch mayFail = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean(true);
    ModelSource failing =
        (name, _) ->
            new ModelSource.LocatedModel(
                name,
                SIZE,
                () -> {
                  if (name.equals("b") && broken.get()) {
                    await(mayFail);
                    throw new OutOfMemoryError("injected");
                  }
                  return new CloseCheckingEmbedder(name);
                });
    try (ModelRegistry models = new ModelRegistry(failing, new ModelRules(2 * SIZE, false));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      models.load(LoadRequest.of("a"));
      List<Future<?>> loads = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        loads.add(threads.submit(() -> models.load(LoadRequest.of("b"))));
      }
      Thread.sleep(100);
      mayFail.countDown();
      for (Future<?> load : loads) {
        assertThatThrownBy(() -> load.get(10, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .message()
            .containsAnyOf("injected", "model 'b' could not be opened; the cause is in the log");
      }
      broken.set(false);
      assertThat(models.load(LoadRequest.of("b")).card().id()).isEqualTo("b");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An embedder that closes when it may.
  private record SlowToClose(CountDownLatch closing, CountDownLatch mayClose) implements Embedder {
    @Override
    public ModelCard card() {
      return new CloseCheckingEmbedder("c").card();
    }

    @Override
    public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
      throw new IllegalStateException("never called");
    }

    @Override
    public void close() {
      closing.countDown();
      await(mayClose);
    }
  }
}
