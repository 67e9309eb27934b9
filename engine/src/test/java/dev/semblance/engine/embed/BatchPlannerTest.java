package dev.semblance.engine.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {
  private static final QueueLimits LIMITS = new QueueLimits(100, 64, 4);

  static WaitingInput<String> input(int length) {
    return WaitingInput.of(
        new TokenSequence(new int[length], new int[0], 0, false),
        new Finish<>(Rows.ALL, TokenVectors::toString));
  }

  private static List<Integer> lengths(List<WaitingInput<?>> inputs) {
    return inputs.stream().map(WaitingInput::length).toList();
  }

  @Test
  void theOldestAlwaysRunsWithItsNearestInLength() {
    List<WaitingInput<?>> waiting =
        new ArrayList<>(
            IntStream.of(10, 50, 11, 9, 40, 12, 8)
                .<WaitingInput<?>>mapToObj(l -> input(l))
                .toList());
    assertThat(lengths(new BatchPlanner(LIMITS).take(waiting))).containsExactly(12, 11, 10, 9);
    assertThat(lengths(waiting)).containsExactly(50, 40, 8);
  }

  @Test
  void anInputLongerThanABatchRunsAlone() {
    List<WaitingInput<?>> waiting = new ArrayList<>(List.of(input(500), input(490)));
    assertThat(lengths(new BatchPlanner(LIMITS).take(waiting))).containsExactly(500);
  }

  @Test
  void abandonedInputsCostNoCompute() {
    WaitingInput<?> abandoned = input(10);
    abandoned.result().cancel(false);
    List<WaitingInput<?>> waiting = new ArrayList<>(List.of(abandoned, input(11)));
    assertThat(lengths(new BatchPlanner(LIMITS).take(waiting))).containsExactly(11);
    waiting.add(abandoned);
    assertThat(new BatchPlanner(LIMITS).take(waiting)).isEmpty();
    assertThat(waiting).isEmpty();
  }

  @Test
  void everyInputRunsOnceWithinTheLimits() {
    long seed = 42;
    Random random = new Random(seed);
    List<WaitingInput<?>> all =
        random.ints(500, 1, 100).<WaitingInput<?>>mapToObj(length -> input(length)).toList();
    List<WaitingInput<?>> waiting = new ArrayList<>(all);
    List<WaitingInput<?>> ran = new ArrayList<>();
    while (!waiting.isEmpty()) {
      WaitingInput<?> oldest = waiting.getFirst();
      List<WaitingInput<?>> batch = new BatchPlanner(LIMITS).take(waiting);
      assertThat(batch).as("seed %d", seed).contains(oldest).hasSizeLessThanOrEqualTo(4);
      assertThat(batch.size() == 1 || batch.getFirst().length() * batch.size() <= 64).isTrue();
      ran.addAll(batch);
    }
    assertThat(ran).as("seed %d", seed).hasSameSizeAs(all).containsAll(all);
  }
}
