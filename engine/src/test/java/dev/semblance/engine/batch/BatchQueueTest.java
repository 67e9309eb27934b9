package dev.semblance.engine.batch;

import static dev.semblance.engine.batch.BatchPlannerTest.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import dev.semblance.Workload;
import dev.semblance.engine.batch.QueueLimits.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchQueueTest {
  static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);

  private final BatchQueue queue = queue(3, 1);

  static BatchQueue queue(int waiting, int batch) {
    var limits =
        new QueueLimits(new Amount(waiting, 1000), new Amount(batch, 1000), Duration.ofMinutes(1));
    return new BatchQueue(limits, 2, 2, true);
  }

  static void interactive(BatchQueue queue, WaitingInput<?>... inputs) throws InterruptedException {
    queue.put(List.of(inputs), Priority.INTERACTIVE, WhenFull.REFUSE);
  }

  static void bulk(BatchQueue queue, WaitingInput<?>... inputs) throws InterruptedException {
    queue.put(List.of(inputs), Priority.BULK, WhenFull.WAIT_IF_FEW);
  }

  static List<WaitingInput<?>> run(BatchQueue queue) throws InterruptedException {
    BatchWork work = queue.take().orElseThrow();
    queue.release(work);
    return work.inputs();
  }

  static Fault fault(Throwable thrown) {
    return ((SemblanceException) thrown).fault();
  }

  @Test
  void interactiveInputsOvertakeBulkOnes() throws InterruptedException {
    WaitingInput<?> slow = input(5);
    WaitingInput<?> urgent = input(6);
    bulk(queue, slow);
    interactive(queue, urgent);
    assertThat(run(queue)).containsExactly(urgent);
    assertThat(run(queue)).containsExactly(slow);
  }

  @Test
  void interactiveLoadDoesNotStarveBulkInputs() throws InterruptedException {
    WaitingInput<?> slow = input(5);
    bulk(queue, slow);
    long overtaken = 0;
    for (boolean ran = false; !ran; ) {
      WaitingInput<?> urgent = input(500);
      interactive(queue, urgent);
      while (!ran && !urgent.result().isDone()) {
        List<WaitingInput<?>> batch = run(queue);
        ran = batch.contains(slow);
        overtaken += ran ? 0 : PriorityClass.tokens(batch);
        batch.forEach(input -> input.fail(new IllegalStateException("ran")));
      }
    }
    assertThat(overtaken).isBetween(1000L, 2000L); // eight times the 125 tokens bulk may run
  }

  @Test
  void bulkBatchesShrinkUnderInteractiveLoad() throws InterruptedException {
    BatchQueue large = queue(100, 100);
    bulk(large, Collections.nCopies(40, input(20)).toArray(new WaitingInput<?>[0]));
    interactive(large, input(20));
    assertThat(run(large)).hasSize(1);
    assertThat(run(large)).hasSize(6); // 6 × 20 of the 125 tokens
  }

  @Test
  void batchGetsAllCoresWhenNothingElseWaits() throws InterruptedException {
    interactive(queue, input(5));
    BatchWork alone = queue.take().orElseThrow();
    assertThat(alone.cores()).isEqualTo(2);
    queue.release(alone);
    interactive(queue, input(600), input(600));
    assertThat(queue.take().orElseThrow().cores()).isEqualTo(1);
    assertThat(queue.take().orElseThrow().cores()).isEqualTo(1);
  }

  @Test
  void inputsOfSeveralCallersAreComputedSideBySide() throws InterruptedException {
    BatchQueue roomy = new BatchQueue(QueueLimits.STANDARD, 2, 2, false);
    interactive(roomy, input(250), input(20));
    for (int length : List.of(250, 20)) {
      BatchWork work = roomy.take().orElseThrow();
      assertThat(work.inputs()).singleElement().extracting(WaitingInput::length).isEqualTo(length);
      assertThat(work.cores()).isEqualTo(1);
    }
  }

  @Test
  void batchesOfAShortQueueHoldWhatKeepsOneCoreBusy() throws InterruptedException {
    BatchQueue roomy = new BatchQueue(QueueLimits.STANDARD, 2, 2, false);
    interactive(roomy, input(250), input(250), input(250), input(250));
    for (int inputs : List.of(2, 1, 1)) {
      BatchWork part = roomy.take().orElseThrow();
      assertThat(part.inputs()).hasSize(inputs);
      roomy.release(part);
    }
    interactive(roomy, input(500), input(500), input(500));
    BatchWork first = roomy.take().orElseThrow();
    assertThat(first.inputs()).hasSize(1);
    assertThat(first.cores()).isEqualTo(1);
    assertThat(roomy.take().orElseThrow().cores()).isEqualTo(1);
  }

  @Test
  void batchGetsItsShareOfTheFreeCores() throws InterruptedException {
    BatchQueue wide = new BatchQueue(QueueLimits.STANDARD, 8, 8, false);
    interactive(wide, input(225), input(225), input(225));
    for (int cores : List.of(2, 3, 3)) {
      assertThat(wide.take().orElseThrow().cores()).isEqualTo(cores);
    }
  }

  @Test
  void encoderWithoutConcurrencyGetsAllCoresAndLargerBatches() throws InterruptedException {
    BatchQueue single = new BatchQueue(QueueLimits.STANDARD, 2, 1, false);
    interactive(single, input(250), input(250), input(250), input(250));
    BatchWork all = single.take().orElseThrow();
    assertThat(all.inputs()).hasSize(4);
    assertThat(all.cores()).isEqualTo(2);
    single.release(all);
    interactive(single, input(500), input(500), input(500));
    BatchWork largest = single.take().orElseThrow();
    assertThat(largest.inputs()).hasSize(2);
    assertThat(largest.cores()).isEqualTo(2);
  }

  @Test
  void inputsOfASingleCallerAreOneBatchOnAllCores() throws InterruptedException {
    BatchQueue roomy = new BatchQueue(QueueLimits.STANDARD, 2, 2, false);
    List<WaitingInput<?>> four = List.of(input(250), input(250), input(250), input(250));
    BatchWork work = roomy.putOrTake(four, Priority.INTERACTIVE, WhenFull.REFUSE).orElseThrow();
    assertThat(work.inputs()).hasSize(4);
    assertThat(work.cores()).isEqualTo(2);
  }

  @Test
  void singleCallerMayComputeOnItsOwnThread() throws InterruptedException {
    List<WaitingInput<?>> two = List.of(input(5), input(6));
    BatchQueue pair = queue(10, 2);
    BatchWork work = pair.putOrTake(two, Priority.INTERACTIVE, WhenFull.REFUSE).orElseThrow();
    assertThat(work.inputs()).containsExactlyInAnyOrderElementsOf(two);
    assertThat(work.cores()).isEqualTo(2);
    assertThat(pair.putOrTake(two, Priority.INTERACTIVE, WhenFull.REFUSE)).isEmpty();
    pair.release(work);
    assertThat(pair.putOrTake(List.of(input(7)), Priority.BULK, WhenFull.REFUSE)).isEmpty();
    assertThat(pair.workload().queue().inputs()).isEqualTo(3);
  }

  @Test
  void inputsOfMoreThanOneBatchAreQueued() throws InterruptedException {
    BatchQueue pair = queue(10, 2);
    List<WaitingInput<?>> three = List.of(input(5), input(6), input(7));
    assertThat(pair.putOrTake(three, Priority.INTERACTIVE, WhenFull.REFUSE)).isEmpty();
    assertThat(pair.workload().queue().inputs()).isEqualTo(3);
  }

  @Test
  void batchesShrinkTowardsTheEndOfALongQueue() throws InterruptedException {
    var limits =
        new QueueLimits(new Amount(100, 1 << 20), new Amount(100, 8192), Duration.ofMinutes(1));
    BatchQueue long20k = new BatchQueue(limits, 2, 2, false);
    bulk(long20k, Collections.nCopies(40, input(500)).toArray(new WaitingInput<?>[0]));
    List<Long> sizes = new ArrayList<>();
    BatchWork other = long20k.take().orElseThrow();
    while (long20k.workload().queue().inputs() > 0) {
      BatchWork work = long20k.take().orElseThrow();
      sizes.add(PriorityClass.tokens(work.inputs()));
      long20k.release(work);
    }
    long20k.release(other);
    assertThat(PriorityClass.tokens(other.inputs())).isEqualTo(5000);
    assertThat(sizes).isSortedAccordingTo(Collections.reverseOrder()).startsWith(3500L);
    assertThat(sizes.getLast()).isEqualTo(500);
  }

  @Test
  void expiredInputsAreNotComputed() throws InterruptedException {
    WaitingInput<?> expired = input(1, SHORT);
    WaitingInput<?> waiting = input(2);
    interactive(queue, expired, waiting);
    Thread.sleep(Duration.ofNanos(2 * SHORT));
    assertThat(run(queue)).containsExactly(waiting);
    assertThat(fault(expired.result().exceptionNow())).isEqualTo(Fault.OVERLOADED);
    assertThat(queue.workload().queue().expired()).isEqualTo(1);
  }

  @Test
  void withdrawnInputsFreeTheirSpaceAndAreNotComputed() throws InterruptedException {
    WaitingInput<?> unwanted = input(1);
    WaitingInput<?> wanted = input(2);
    interactive(queue, unwanted, wanted, input(3));
    queue.withdraw(List.of(unwanted));
    interactive(queue, input(4));
    assertThat(run(queue)).containsExactly(wanted);
    assertThat(queue.workload().queue().cancelled()).isEqualTo(1);
  }

  @Test
  void workloadCountsWaitingInputsAndStartedBatches() throws InterruptedException {
    BatchQueue large = queue(100, 3);
    interactive(large, input(10), input(9), input(7), input(100));
    Workload.Queue waiting = large.workload().queue();
    assertThat(waiting.tokens()).isEqualTo(126);
    assertThat(waiting.oldest()).isPositive();
    run(large);
    run(large);
    Workload.Batches batches = large.workload().batches();
    assertThat(large.workload().queue().inputs()).isZero();
    assertThat(large.workload().queue().oldest()).isZero();
    assertThat(batches.inputs().sum()).isEqualTo(4);
    assertThat(batches.inputs().counts().subList(0, 4)).containsExactly(1L, 0L, 1L, 0L);
    assertThat(batches.tokens().sum()).isEqualTo(126);
    assertThat(batches.padding()).isEqualTo(4); // 10, 9 and 7 as 3 × 10
  }

  @Test
  void closedQueueComputesWaitingInputsAndEnds() throws InterruptedException {
    bulk(queue, input(1));
    queue.close();
    assertThat(queue.take()).isPresent();
    assertThat(queue.take()).isEmpty();
    assertThatThrownBy(() -> bulk(queue, input(1))).hasMessageContaining("closed");
  }

  @Test
  void everyComputeThreadEndsAfterClose() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    interactive(queue, input(1));
    BatchWork last = queue.take().orElseThrow(); // with both cores
    interactive(queue, input(2));
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (var work = queue.take(); work.isPresent(); work = queue.take()) {
                  queue.release(work.get());
                }
              }));
    }
    queue.close();
    queue.release(last);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(queue.workload().queue().inputs()).isZero();
  }

  @Test
  void expiredInputsAreCompletedAfterTheLockIsReleased() throws InterruptedException {
    WaitingInput<String> expired = input(1, SHORT);
    interactive(queue, expired);
    Thread.sleep(Duration.ofNanos(2 * SHORT));
    var workload =
        expired.result().handle((_, _) -> CompletableFuture.supplyAsync(queue::workload).join());
    queue.expire();
    assertThat(workload.join().queue().expired()).isEqualTo(1);
  }

  @Test
  void failWaitingSettlesInputsOfBothPriorities() throws InterruptedException {
    List<WaitingInput<?>> inputs = List.of(input(1), input(2));
    interactive(queue, inputs.get(0));
    bulk(queue, inputs.get(1));
    Error error = new StackOverflowError();
    queue.failWaiting(error);
    for (WaitingInput<?> input : inputs) {
      assertThat(input.result().exceptionNow()).isSameAs(error);
    }
    assertThat(queue.workload().queue().inputs()).isZero();
  }

  @Test
  void interruptDoesNotEndAComputeThread() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    Thread computing =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              queue.take().ifPresent(_ -> taken.countDown());
            });
    interactive(queue, input(1));
    taken.await();
    computing.join();
  }
}
