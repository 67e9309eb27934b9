package dev.semblance.engine.batch;

import static dev.semblance.engine.batch.BatchPlannerTest.input;
import static dev.semblance.engine.batch.BatchQueueTest.SHORT;
import static dev.semblance.engine.batch.BatchQueueTest.bulk;
import static dev.semblance.engine.batch.BatchQueueTest.fault;
import static dev.semblance.engine.batch.BatchQueueTest.interactive;
import static dev.semblance.engine.batch.BatchQueueTest.queue;
import static dev.semblance.engine.batch.BatchQueueTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a queue admits: its limits, refusals, and bulk inputs that wait for space.
@Timeout(20)
class AdmissionTest {
  private final BatchQueue queue = queue(3, 1);

  @Test
  void fullPriorityClassRefusesInteractiveInputsAllOrNone() throws InterruptedException {
    interactive(queue, input(1), input(2));
    assertThatThrownBy(() -> interactive(queue, input(3), input(4)))
        .satisfies(e -> assertThat(fault(e)).isEqualTo(Fault.OVERLOADED))
        .hasMessageContaining("2 inputs wait");
    assertThat(queue.workload().queue().inputs()).isEqualTo(2);
  }

  @Test
  void priorityClassesAreLimitedByTokensToo() throws InterruptedException {
    interactive(queue, input(900));
    assertThatThrownBy(() -> interactive(queue, input(101))).hasMessageContaining("overloaded");
    interactive(queue, input(100));
    assertThat(queue.workload().queue().tokens()).isEqualTo(1000);
  }

  @Test
  void largeCallsLeaveAPartOfAPriorityClassToSmallOnes() throws InterruptedException {
    BatchQueue wide = BatchQueueTest.queue(128, 1);
    interactive(wide, inputs(112));
    assertThatThrownBy(() -> interactive(wide, inputs(3))).hasMessageContaining("overloaded");
    for (int i = 0; i < 8; i++) {
      interactive(wide, inputs(2));
    }
    assertThatThrownBy(() -> interactive(wide, inputs(1))).hasMessageContaining("overloaded");
  }

  private static WaitingInput<?>[] inputs(int count) {
    return Stream.generate(() -> input(1)).limit(count).toArray(WaitingInput<?>[]::new);
  }

  @Test
  void emptyPriorityClassAdmitsAnInputLongerThanItsLimit() throws InterruptedException {
    interactive(queue, input(5000));
    assertThat(run(queue)).hasSize(1);
  }

  @Test
  void fullBulkClassDoesNotRefuseInteractiveInputs() throws InterruptedException {
    bulk(queue, input(1), input(2), input(3));
    interactive(queue, input(4));
    assertThat(queue.workload().queue().inputs()).isEqualTo(4);
  }

  @Test
  void bulkInputsWaitForSpace() throws InterruptedException {
    bulk(queue, input(1), input(2), input(3));
    CountDownLatch entered = new CountDownLatch(1);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                bulk(queue, input(4));
                entered.countDown();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    while (writer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(entered.getCount()).isEqualTo(1);
    run(queue);
    entered.await();
    assertThat(queue.workload().queue().inputs()).isEqualTo(3);
  }

  @Test
  void noMoreBulkInputsWaitForSpaceThanAPriorityClassHolds() throws InterruptedException {
    bulk(queue, input(1), input(2), input(3));
    List<Thread> waitingForSpace = List.of(waiting(input(4), input(5)), waiting(input(6)));
    assertThatThrownBy(() -> bulk(queue, input(7)))
        .satisfies(e -> assertThat(fault(e)).isEqualTo(Fault.OVERLOADED))
        .hasMessageContaining("3 more wait for space");
    waitingForSpace.forEach(Thread::interrupt);
    for (Thread thread : waitingForSpace) {
      thread.join();
    }
    assertThatThrownBy(() -> bulk(queue, input(7, SHORT)))
        .hasMessageContaining("before the deadline");
  }

  @Test
  void restOfAListWaitsForSpaceWithoutLimit() throws InterruptedException {
    bulk(queue, input(1), input(2), input(3));
    Thread waitingForSpace = waiting(input(4), input(5), input(6));
    assertThatThrownBy(() -> queue.put(List.of(input(7, SHORT)), Priority.BULK, WhenFull.WAIT))
        .hasMessageContaining("before the deadline");
    waitingForSpace.interrupt();
    waitingForSpace.join();
  }

  @Test
  void retryAfterIsTheAgeOfTheOldestInput() throws InterruptedException {
    interactive(queue, input(1), input(2), input(3));
    Thread.sleep(Duration.ofMillis(20));
    assertThatThrownBy(() -> interactive(queue, input(4)))
        .extracting(e -> ((SemblanceException) e).retryAfter())
        .satisfies(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMillis(20)));
  }

  /// A thread that waits for space for bulk inputs, until it is interrupted.
  private Thread waiting(WaitingInput<?>... inputs) {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                bulk(queue, inputs);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void bulkInputsWaitForSpaceUntilTheirDeadline() throws InterruptedException {
    bulk(queue, input(1), input(2), input(3));
    assertThatThrownBy(() -> bulk(queue, input(4, SHORT)))
        .satisfies(e -> assertThat(fault(e)).isEqualTo(Fault.OVERLOADED))
        .hasMessageContaining("before the deadline");
    assertThat(queue.workload().queue().expired()).isEqualTo(1);
  }
}
