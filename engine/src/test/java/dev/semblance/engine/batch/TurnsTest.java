package dev.semblance.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.batch.Turns.Turn;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.input.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final PriorityClass waiting = new PriorityClass();
  private final BatchPlanner alone = new BatchPlanner(1, false);

  private static List<WaitingInput<?>> inputs(Object requester, int count, int length) {
    List<WaitingInput<?>> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(
          WaitingInput.of(
              TokenSequence.ofText(new int[length], false),
              new HeadTask<Object>(Rows.FIRST, (_, timing) -> timing),
              new Turn(requester),
              Long.MAX_VALUE,
              0));
    }
    return inputs;
  }

  private WaitingInput<?> next() {
    BatchPlanner.Plan plan = waiting.plan(alone, 1);
    waiting.remove(plan);
    return plan.batch().getFirst();
  }

  @Test
  void inputsOfOneRequesterRunInTheirOrder() {
    List<WaitingInput<?>> first = inputs("a", 3, 9);
    List<WaitingInput<?>> second = inputs("a", 2, 1);
    waiting.add(first);
    waiting.add(second);
    List<WaitingInput<?>> run = List.of(next(), next(), next(), next(), next());
    assertThat(run.subList(0, 3)).isEqualTo(first);
    assertThat(run.subList(3, 5)).isEqualTo(second);
  }

  @Test
  void singleInputRunsBeforeTheRestOfALongList() {
    waiting.add(inputs("flood", 500, 400));
    waiting.add(inputs("flood of another", 500, 400));
    next();
    List<WaitingInput<?>> single = inputs("single", 1, 20);
    waiting.add(single);
    assertThat(List.of(next(), next(), next())).contains(single.getFirst());
  }

  @Test
  void requestersGetEqualShares() {
    waiting.add(inputs("many", 100, 10));
    waiting.add(inputs("also many", 100, 10));
    waiting.add(inputs("long", 100, 40));
    int tokensOfLong = 0;
    int tokens = 0;
    while (tokens < 1_200) {
      int length = next().length();
      tokens += length;
      tokensOfLong += length == 40 ? 40 : 0;
    }
    assertThat(tokensOfLong).isBetween(320, 480);
  }

  @Test
  void longListIsNotDelayedForEverByNewRequesters() {
    List<WaitingInput<?>> list = inputs("list", 3, 10);
    waiting.add(list);
    List<WaitingInput<?>> run = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      waiting.add(inputs(new Object(), 1, 10));
      run.add(next());
    }
    assertThat(run).containsAll(list);
  }

  @Test
  void requesterWithRunInputsWaitsForItsNextTurn() {
    waiting.add(inputs("a", 1, 100));
    waiting.add(inputs("b", 2, 10));
    next();
    List<WaitingInput<?>> again = inputs("a", 1, 10);
    waiting.add(again);
    next();
    next();
    assertThat(next()).isEqualTo(again.getFirst());
  }

  @Test
  void withdrawnInputsTakeNoTurn() {
    List<WaitingInput<?>> list = inputs("list", 100, 10);
    waiting.add(list);
    waiting.add(inputs("other", 1, 10));
    waiting.moveTo(new ArrayList<>(), list::contains);
    assertThat(waiting.size()).isEqualTo(1);
    assertThat(next().turn().start()).isZero();
    assertThat(waiting.isEmpty()).isTrue();
  }
}
