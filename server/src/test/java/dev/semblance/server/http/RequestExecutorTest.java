package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestExecutorTest {
  private static final int PLACES = 2;

  private final RequestExecutor threads = new RequestExecutor(PLACES);
  private final CountDownLatch served = new CountDownLatch(1);

  @AfterEach
  void stop() {
    served.countDown();
    threads.close();
  }

  @Test
  void servesAtMostAsManyRequestsAsPlaces() {
    for (int i = 0; i < PLACES; i++) {
      assertThat(threads.tryExecute(this::serve)).isTrue();
    }
    assertThat(threads.tryExecute(this::serve)).isFalse();
  }

  @Test
  void placeIsFreeAfterItsRequest() throws Exception {
    for (int i = 0; i < 10 * PLACES; i++) {
      CountDownLatch began = new CountDownLatch(1);
      while (!threads.tryExecute(began::countDown)) {
        Thread.onSpinWait();
      }
      assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void shortTasksAlwaysHaveThreads() throws Exception {
    threads.execute(this::serve);
    for (int i = 0; i < PLACES; i++) {
      assertThat(threads.tryExecute(this::serve)).isTrue();
    }
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      threads.execute(done::countDown);
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void furtherRequestsRunOnVirtualThreads() throws Exception {
    CountDownLatch virtual = new CountDownLatch(1);
    threads
        .getVirtualThreadsExecutor()
        .execute(() -> {
          if (Thread.currentThread().isVirtual()) {
            virtual.countDown();
          }
        });
    assertThat(virtual.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void serve() {
    try {
      served.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
