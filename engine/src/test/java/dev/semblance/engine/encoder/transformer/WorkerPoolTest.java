package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.engine.onednn.OneDnn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private final WorkerPool pool = new WorkerPool();

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> OneDnn.missing().orElseThrow());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void threadsRunAtTheSameTimeAndTheCallerIsTheFirst() {
    CountDownLatch started = new CountDownLatch(3);
    Thread[] threads = new Thread[3];
    pool.run(
        3,
        (_, index) -> {
          threads[index] = Thread.currentThread();
          started.countDown();
          awaitAll(started);
        });
    assertThat(threads[0]).isSameAs(Thread.currentThread());
    assertThat(threads).doesNotHaveDuplicates();
  }

  @Test
  void threadsAreReusedWhetherTheySpinOrAreParked() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 200; i++) {
      pool.run(2, (_, _) -> threads.add(Thread.currentThread()));
      Thread.sleep(Duration.ofNanos(i * 20_000L));
    }
    assertThat(threads).hasSize(2);
  }

  @Test
  void eachTaskRunsExactlyOnceUnderConcurrentCalls() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Set<ThreadScratch> inUse = ConcurrentHashMap.newKeySet();
    try (var callers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        calls.add(
            callers.submit(() -> {
              for (int i = 0; i < 500; i++) {
                pool.run(
                    1 + ThreadLocalRandom.current().nextInt(3),
                    (scratch, _) -> {
                      assertThat(inUse.add(scratch)).as("no other thread uses it").isTrue();
                      done.incrementAndGet();
                      inUse.remove(scratch);
                    });
                done.addAndGet(1_000_000);
              }
            }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    assertThat(done.get() / 1_000_000).isEqualTo(2_000);
    assertThat(done.get() % 1_000_000).isBetween(2_000, 6_000);
  }

  @Test
  void callOfAVirtualThreadRunsOnPoolThreads() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Thread.ofVirtual()
        .start(() -> pool.run(2, (_, _) -> threads.add(Thread.currentThread())))
        .join();
    assertThat(threads).hasSize(2).noneMatch(Thread::isVirtual);
  }

  @Test
  void failureOfAnyThreadIsThrownAndThePoolStaysUsable() {
    for (int failing = 0; failing < 2; failing++) {
      int failingIndex = failing;
      assertThatThrownBy(() ->
              pool.run(
                  2,
                  (_, index) -> {
                    if (index == failingIndex) {
                      throw new IllegalArgumentException("index " + index);
                    }
                  }))
          .hasMessage("index " + failingIndex);
    }
    AtomicInteger done = new AtomicInteger();
    pool.run(2, (_, _) -> done.incrementAndGet());
    assertThat(done).hasValue(2);
  }

  @Test
  void noTaskStartsWhenAThreadCannotBeCreated() {
    AtomicInteger made = new AtomicInteger();
    WorkerPool small =
        new WorkerPool(work -> {
          if (made.incrementAndGet() > 1) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return Thread.ofPlatform().daemon().unstarted(work);
        });
    AtomicInteger begun = new AtomicInteger();
    assertThatThrownBy(() -> small.run(3, (_, _) -> begun.incrementAndGet()))
        .hasMessage("unable to create native thread");
    assertThat(begun).hasValue(0);
    small.run(2, (_, _) -> begun.incrementAndGet());
    assertThat(begun).hasValue(2);
    small.close();
  }

  @Test
  void errorIsThrownAfterEveryThreadHasEnded() {
    AtomicInteger ended = new AtomicInteger();
    assertThatThrownBy(() ->
            pool.run(
                2,
                (_, index) -> {
                  if (index == 0) {
                    throw new StackOverflowError("the first");
                  }
                  LockSupport.parkNanos(50_000_000);
                  ended.incrementAndGet();
                }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(ended).hasValue(1);
  }

  private static void awaitAll(CountDownLatch started) {
    try {
      assertThat(started.await(10, TimeUnit.SECONDS))
          .as("all threads run at the same time")
          .isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
