package dev.semblance.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.batch.Turns.Turn;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.input.Patches;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.engine.model.ImagePreprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {
  private static final int TOKENS = 64;
  private final BatchPlanner padding = new BatchPlanner(4, true);
  private final BatchPlanner ragged = new BatchPlanner(4, false);

  static WaitingInput<String> input(int length) {
    return input(length, Long.MAX_VALUE);
  }

  static WaitingInput<String> input(int length, long maxWaitNanos) {
    return WaitingInput.of(
        TokenSequence.ofText(new int[length], false),
        new HeadTask<>(Rows.ALL, (rows, _) -> rows.toString()),
        new Turn(new Object()),
        maxWaitNanos,
        0);
  }

  private static List<WaitingInput<?>> inputs(int... lengths) {
    return IntStream.of(lengths).<WaitingInput<?>>mapToObj(length -> input(length)).toList();
  }

  private static List<Integer> lengths(List<WaitingInput<?>> inputs) {
    return inputs.stream().map(WaitingInput::length).toList();
  }

  @Test
  void oldestInputRunsWithThoseNearestInLength() {
    BatchPlanner.Plan plan = padding.plan(inputs(10, 50, 11, 9, 40, 12, 8), TOKENS);
    assertThat(lengths(plan.batch())).containsExactly(12, 11, 10, 9);
    assertThat(lengths(plan.rest())).containsExactly(50, 40, 8);
  }

  @Test
  void batchHoldsTextsOnlyOrImagesOnly() {
    Patches patches =
        new Patches(new byte[12], new ImagePreprocessing.Levels(new float[3][256]), 2);
    var seen = TokenSequence.ofImage(patches);
    WaitingInput<String> image =
        WaitingInput.of(
            seen,
            new HeadTask<>(Rows.FIRST, (rows, _) -> rows.toString()),
            new Turn(new Object()),
            Long.MAX_VALUE,
            0);
    List<WaitingInput<?>> waiting = List.of(input(2), image, input(2), image);
    BatchPlanner.Plan texts = ragged.plan(waiting, TOKENS);
    assertThat(texts.batch()).noneMatch(WaitingInput::isImage).hasSize(2);
    assertThat(ragged.plan(texts.rest(), TOKENS).batch())
        .allMatch(WaitingInput::isImage)
        .hasSize(2);
  }

  @Test
  void inputLongerThanABatchRunsAlone() {
    assertThat(lengths(padding.plan(inputs(500, 490), TOKENS).batch())).containsExactly(500);
    assertThat(lengths(ragged.plan(inputs(500, 490), TOKENS).batch())).containsExactly(500);
  }

  @Test
  void paddingCountsOnlyForEncodersThatPad() {
    assertThat(lengths(padding.plan(inputs(30, 2, 2), TOKENS).batch())).containsExactly(30, 2);
    assertThat(lengths(ragged.plan(inputs(30, 2, 2), TOKENS).batch())).containsExactly(30, 2, 2);
  }

  @Test
  void eachInputRunsOnceWithinTheLimits() {
    long seed = 42;
    Random random = new Random(seed);
    for (BatchPlanner planner : List.of(padding, ragged)) {
      List<WaitingInput<?>> all = inputs(random.ints(3000, 1, 100).toArray());
      List<WaitingInput<?>> waiting = all;
      List<WaitingInput<?>> ran = new ArrayList<>();
      while (!waiting.isEmpty()) {
        BatchPlanner.Plan plan = planner.plan(waiting, TOKENS);
        List<WaitingInput<?>> batch = plan.batch();
        assertThat(batch).as("seed %d", seed).contains(waiting.getFirst()).hasSizeBetween(1, 4);
        long cost =
            planner == padding
                ? (long) batch.getFirst().length() * batch.size()
                : PriorityClass.tokens(batch);
        assertThat(batch.size() == 1 || cost <= TOKENS).as("seed %d", seed).isTrue();
        ran.addAll(batch);
        waiting = plan.rest();
      }
      assertThat(ran).as("seed %d", seed).hasSameSizeAs(all).containsAll(all);
    }
  }
}
