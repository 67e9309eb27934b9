package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.encoder.RaggedBatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static RaggedBatch lengths(int... lengths) {
    return RaggedBatch.of(IntStream.of(lengths).mapToObj(int[]::new).toList());
  }

  @Test
  void singleInputIsSharedByAllThreads() {
    Schedule schedule = Schedule.of(lengths(300), 4);
    assertThat(schedule.shared()).isTrue();
    assertThat(schedule.groups()).isEqualTo(1);
  }

  @Test
  void manyInputsAreComputedInGroupsOfOneThread() {
    Schedule schedule = Schedule.of(lengths(IntStream.generate(() -> 256).limit(32).toArray()), 2);
    assertThat(schedule.shared()).isFalse();
    assertThat(schedule.groups()).isEqualTo(16);
  }

  @Test
  void unequalInputsAreShared() {
    assertThat(Schedule.of(lengths(500, 10, 10), 2).shared()).isTrue();
    assertThat(Schedule.of(lengths(500, 10, 10), 1).shared()).isFalse();
  }

  @Test
  void inputsOfFewTokensAreNotShared() {
    assertThat(Schedule.of(lengths(6), 2).shared()).isFalse();
    assertThat(Schedule.of(lengths(7), 2).shared()).isTrue();
    assertThat(Schedule.of(lengths(25, 25), 2).bounds()).containsExactly(0, 1, 2);
  }

  @Test
  void noGroupIsEmptyAndEachInputIsInOneGroup() {
    Schedule schedule = Schedule.of(lengths(900, 1, 700, 2, 2), 1);
    assertThat(schedule.bounds()).containsExactly(0, 1, 2, 3, 5);
  }
}
