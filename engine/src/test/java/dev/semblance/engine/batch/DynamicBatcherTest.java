package dev.semblance.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.engine.batch.QueueLimits.Amount;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.input.TokenSequence;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DynamicBatcherTest {
  private static final QueueLimits LIMITS =
      new QueueLimits(new Amount(16, 100), new Amount(4, 30), Duration.ofMinutes(1));

  private static DynamicBatcher over(EchoEncoder encoder) {
    return new DynamicBatcher(encoder, LIMITS, 1);
  }

  /// The sum of each input's ids, computed by the encoder.
  private static List<Double> sums(DynamicBatcher batcher, Scheduling scheduling, int[]... inputs) {
    HeadTask<Double> task =
        new HeadTask<>(
            Rows.ALL,
            (rows, _) ->
                IntStream.range(rows.first(), rows.first() + rows.count())
                    .mapToDouble(i -> rows.hidden().values()[i])
                    .sum());
    Sequences sequences =
        Sequences.read(
            inputs.length, i -> TokenSequence.ofText(inputs[i], false), System.nanoTime());
    return batcher.run(sequences, task, scheduling, System.nanoTime());
  }

  private static CompletableFuture<List<Double>> later(
      DynamicBatcher batcher, Scheduling scheduling, int[]... inputs) {
    return CompletableFuture.supplyAsync(
        () -> sums(batcher, scheduling, inputs), task -> Thread.ofVirtual().start(task));
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  @Test
  void resultsOfAListOfAnyLengthAreInItsOrder() {
    long seed = 7;
    Random random = new Random(seed);
    int[][] inputs =
        IntStream.range(0, 500)
            .mapToObj(i -> random.ints(1 + random.nextInt(60), 14, 1000).toArray())
            .toArray(int[][]::new);
    try (DynamicBatcher batcher = over(EchoEncoder.free())) {
      List<Double> sums = sums(batcher, Scheduling.INTERACTIVE, inputs);
      for (int i = 0; i < inputs.length; i++) {
        assertThat(sums.get(i))
            .as("seed %d, input %d", seed, i)
            .isEqualTo(IntStream.of(inputs[i]).sum());
      }
    }
  }

  @Test
  void singleCallerComputesOnItsOwnThreadUnlessVirtual() throws Exception {
    AtomicReference<Thread> computed = new AtomicReference<>();
    HeadTask<Integer> task =
        new HeadTask<>(
            Rows.ALL,
            (rows, _) -> {
              computed.set(Thread.currentThread());
              return rows.count();
            });
    Sequences single =
        Sequences.read(1, _ -> TokenSequence.ofText(new int[] {1}, false), System.nanoTime());
    try (DynamicBatcher batcher = over(EchoEncoder.free())) {
      var _ = batcher.run(single, task, Scheduling.INTERACTIVE, System.nanoTime());
      assertThat(computed.get()).isSameAs(Thread.currentThread());
      Thread.ofVirtual()
          .start(() -> {
            var _ = batcher.run(single, task, Scheduling.INTERACTIVE, System.nanoTime());
          })
          .join();
      assertThat(computed.get().getName()).startsWith("semblance-compute-");
    }
  }

  @Test
  void closeWaitsForCallersThatCompute() throws Exception {
    EchoEncoder encoder = EchoEncoder.gated();
    DynamicBatcher batcher = over(encoder);
    var answer =
        CompletableFuture.supplyAsync(
            () -> sums(batcher, Scheduling.INTERACTIVE, new int[] {4}),
            task -> Thread.ofPlatform().start(task));
    until(() -> encoder.begun() == 1);
    Thread closing = Thread.ofPlatform().start(batcher::close);
    until(() -> closing.getState() == Thread.State.WAITING);
    assertThat(encoder.isClosed()).isFalse();
    encoder.permit(1);
    assertThat(answer.get()).containsExactly(4.0);
    closing.join();
    assertThat(encoder.isClosed()).isTrue();
  }

  @Test
  void waitingInputsExpireAtTheirDeadline() throws Exception {
    EchoEncoder encoder = EchoEncoder.gated();
    try (DynamicBatcher batcher = over(encoder)) {
      var first = later(batcher, Scheduling.INTERACTIVE, new int[] {1});
      until(() -> encoder.begun() == 1);
      var hasty = Scheduling.INTERACTIVE.within(Duration.ofMillis(10));
      assertThatThrownBy(() -> sums(batcher, hasty, new int[] {2}, new int[] {3}))
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining("no batch was free")
          .extracting(e -> ((SemblanceException) e).fault())
          .isEqualTo(Fault.OVERLOADED);
      assertThat(batcher.workload().queue().inputs()).isZero();
      encoder.permit(1);
      assertThat(first.get()).containsExactly(1.0);
      assertThat(encoder.computed()).isEqualTo(1);
    }
  }

  @Test
  void startedBatchIsComputedPastTheDeadline() throws Exception {
    EchoEncoder encoder = EchoEncoder.gated();
    try (DynamicBatcher batcher = over(encoder)) {
      var answer =
          later(batcher, Scheduling.INTERACTIVE.within(Duration.ofMillis(500)), new int[] {5});
      until(() -> encoder.begun() == 1);
      Thread.sleep(Duration.ofMillis(600));
      encoder.permit(1);
      assertThat(answer.get()).containsExactly(5.0);
    }
  }

  @Test
  void badInputIsNamedAndFailsAlone() throws Exception {
    EchoEncoder encoder = EchoEncoder.gated();
    try (DynamicBatcher batcher = over(encoder)) {
      var first = later(batcher, Scheduling.INTERACTIVE, new int[] {1});
      until(() -> encoder.begun() == 1);
      var bad =
          later(batcher, Scheduling.INTERACTIVE, new int[] {2}, new int[] {EchoEncoder.POISON});
      var good = later(batcher, Scheduling.INTERACTIVE, new int[] {4});
      until(() -> batcher.workload().queue().inputs() == 3);
      encoder.permit(100);
      assertThat(first.get()).containsExactly(1.0);
      assertThat(good.get()).containsExactly(4.0);
      assertThatThrownBy(bad::get)
          .isInstanceOf(ExecutionException.class)
          .hasStackTraceContaining("poison")
          .hasMessageEndingWith("(input 1)");
    }
  }

  @Test
  void everyCallerOfABatchFailsWhenTheEncoderThrowsAnError() throws Exception {
    EchoEncoder encoder = EchoEncoder.gated();
    try (DynamicBatcher batcher = over(encoder)) {
      var first = later(batcher, Scheduling.INTERACTIVE, new int[] {1});
      until(() -> encoder.begun() == 1);
      var broken =
          List.of(
              later(batcher, Scheduling.INTERACTIVE, new int[] {EchoEncoder.FATAL}),
              later(batcher, Scheduling.BULK, new int[] {EchoEncoder.FATAL}, new int[] {2}));
      until(() -> batcher.workload().queue().inputs() == 3);
      encoder.permit(100);
      assertThat(first.get()).containsExactly(1.0);
      for (var answer : broken) {
        assertThatThrownBy(answer::get)
            .isInstanceOf(ExecutionException.class)
            .hasMessageContaining("no memory was left for the batch");
      }
      assertThat(later(batcher, Scheduling.INTERACTIVE, new int[] {9}).get()).containsExactly(9.0);
    }
  }

  @Test
  void errorOnTheCallersThreadReturnsTheCores() {
    try (DynamicBatcher batcher = over(EchoEncoder.free())) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                () -> sums(batcher, Scheduling.INTERACTIVE, new int[] {EchoEncoder.FATAL}))
            .isInstanceOf(SemblanceException.class)
            .extracting(e -> ((SemblanceException) e).fault())
            .isEqualTo(Fault.OVERLOADED);
        assertThat(sums(batcher, Scheduling.INTERACTIVE, new int[] {9})).containsExactly(9.0);
      }
    }
  }

  @Test
  void errorInAHeadFailsItsInputAlone() {
    HeadTask<Integer> failing =
        new HeadTask<>(
            Rows.ALL,
            (rows, _) -> {
              if (rows.count() == 2) {
                throw new StackOverflowError("thrown by a test");
              }
              return rows.count();
            });
    int[][] inputs = {{1}, {2, 2}, {3, 3, 3}};
    Sequences sequences =
        Sequences.read(
            inputs.length, i -> TokenSequence.ofText(inputs[i], false), System.nanoTime());
    try (DynamicBatcher batcher = over(EchoEncoder.free())) {
      assertThatThrownBy(
              () -> batcher.run(sequences, failing, Scheduling.INTERACTIVE, System.nanoTime()))
          .hasStackTraceContaining("StackOverflowError")
          .isInstanceOfSatisfying(
              SemblanceException.class,
              e ->
                  assertThat(e.ofInputs())
                      .extracting(SemblanceException::input)
                      .containsExactly(1));
    }
  }

  @Test
  void allBadInputsOfARequestAreReported() {
    try (DynamicBatcher batcher = over(EchoEncoder.free())) {
      int[] poison = {EchoEncoder.POISON};
      assertThatThrownBy(() -> sums(batcher, Scheduling.INTERACTIVE, poison, new int[] {4}, poison))
          .hasMessageEndingWith("(input 0)")
          .isInstanceOfSatisfying(
              SemblanceException.class,
              e ->
                  assertThat(e.ofInputs())
                      .extracting(SemblanceException::input)
                      .containsExactly(0, 2));
    }
  }

  @Test
  void inputsOfAnInterruptedCallerAreNotComputed() throws Exception {
    EchoEncoder encoder = EchoEncoder.gated();
    try (DynamicBatcher batcher = over(encoder)) {
      var first = later(batcher, Scheduling.INTERACTIVE, new int[] {1});
      until(() -> encoder.begun() == 1);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  sums(batcher, Scheduling.BULK, new int[] {2}, new int[] {3});
                } catch (SemblanceException e) {
                  thrown.set(e);
                }
              });
      until(() -> batcher.workload().queue().inputs() == 2);
      caller.interrupt();
      caller.join();
      assertThat(((SemblanceException) thrown.get()).fault()).isEqualTo(Fault.CANCELLED);
      encoder.permit(100);
      first.get();
      assertThat(sums(batcher, Scheduling.INTERACTIVE, new int[] {9})).containsExactly(9.0);
      assertThat(encoder.computed()).isEqualTo(2);
      assertThat(batcher.workload().queue().cancelled()).isEqualTo(2);
    }
  }
}
