package dev.semblance.search.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SideBySideTest {

  @Test
  void resultsAreInTheOrderOfTheParts() {
    assertThat(SideBySide.all(List.of(1, 2, 3), part -> part * part)).containsExactly(1, 4, 9);
  }

  @Test
  void runsThePartsAtTheSameTime() {
    var both = new CountDownLatch(2);
    List<Long> left =
        SideBySide.all(
            List.of("one", "other"),
            _ -> {
              both.countDown();
              await(both);
              return both.getCount();
            });
    assertThat(left).containsExactly(0L, 0L);
  }

  @Test
  void waitsForTheOthersWhenOneFails() {
    var ended = new AtomicBoolean();
    var failed = new CountDownLatch(1);
    assertThatThrownBy(() ->
            SideBySide.all(
                List.of(true, false),
                slow -> {
                  if (slow) {
                    await(failed);
                    ended.set(true);
                    return 0;
                  }
                  failed.countDown();
                  throw new IllegalArgumentException("damaged");
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("damaged");
    assertThat(ended).isTrue();
  }

  @Test
  void rethrowsTheExceptionOfAnotherThread() {
    assertThatThrownBy(() ->
            SideBySide.all(
                List.of(true, false),
                first -> {
                  if (first) {
                    throw new IllegalArgumentException("damaged");
                  }
                  return 0;
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("damaged");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
