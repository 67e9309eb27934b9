package dev.semblance.engine.embed;

import static dev.semblance.engine.embed.BatchPlannerTest.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Urgency;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchQueueTest {
  private final BatchQueue queue = new BatchQueue(new QueueLimits(3, 1000, 1), 2);

  @Test
  void interactiveInputsOvertakeBulkOnes() throws InterruptedException {
    WaitingInput<?> bulk = input(5);
    WaitingInput<?> urgent = input(6);
    queue.put(List.of(bulk), Urgency.BULK, Urgency.BULK);
    queue.put(List.of(urgent), Urgency.INTERACTIVE, Urgency.INTERACTIVE);
    assertThat(queue.take().orElseThrow().inputs()).containsExactly(urgent);
    assertThat(queue.take().orElseThrow().inputs()).containsExactly(bulk);
  }

  @Test
  void oneBatchAloneGetsEveryCoreAndOneOfSeveralGetsOne() throws InterruptedException {
    queue.put(List.of(input(5)), Urgency.INTERACTIVE, Urgency.INTERACTIVE);
    BatchQueue.Work alone = queue.take().orElseThrow();
    assertThat(alone.cores()).isEqualTo(2);
    queue.release(alone);
    queue.put(List.of(input(5), input(6)), Urgency.INTERACTIVE, Urgency.INTERACTIVE);
    assertThat(queue.take().orElseThrow().cores()).isEqualTo(1);
    assertThat(queue.take().orElseThrow().cores()).isEqualTo(1);
  }

  @Test
  void aFullQueueRefusesInteractiveInputsAtOnceAllOrNone() throws InterruptedException {
    queue.put(List.of(input(1), input(2)), Urgency.INTERACTIVE, Urgency.INTERACTIVE);
    assertThatThrownBy(
            () -> queue.put(List.of(input(3), input(4)), Urgency.INTERACTIVE, Urgency.INTERACTIVE))
        .isInstanceOf(SemblanceException.class)
        .extracting(e -> ((SemblanceException) e).fault())
        .isEqualTo(Fault.OVERLOADED);
    assertThat(queue.waiting()).isEqualTo(2);
  }

  @Test
  void bulkInputsWaitForRoom() throws InterruptedException {
    queue.put(List.of(input(1), input(2), input(3)), Urgency.BULK, Urgency.BULK);
    CountDownLatch entered = new CountDownLatch(1);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                queue.put(List.of(input(4)), Urgency.BULK, Urgency.BULK);
                entered.countDown();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    while (writer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(entered.getCount()).isEqualTo(1);
    queue.release(queue.take().orElseThrow());
    entered.await();
    assertThat(queue.waiting()).isEqualTo(3);
  }

  @Test
  void aClosedQueueHandsOutWhatWaitsAndThenNothing() throws InterruptedException {
    queue.put(List.of(input(1)), Urgency.BULK, Urgency.BULK);
    queue.close();
    assertThat(queue.take()).isPresent();
    assertThat(queue.take()).isEmpty();
    assertThatThrownBy(() -> queue.put(List.of(input(1)), Urgency.BULK, Urgency.BULK))
        .hasMessageContaining("closed");
  }
}
