package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Truncation;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A pair as BERT reads it, special tokens 1 and 2, the first text's tokens from 100 on, the
/// second's from 200 on.
class PairTruncationTest {
  @ParameterizedTest
  @CsvSource({
    // tokens of both texts, the limit, and the tokens of both texts that remain
    "3, 9, 10, 3, 4",
    "9, 3, 10, 4, 3",
    "9, 9, 10, 3, 4",
    "9, 5, 11, 4, 4",
    "0, 9, 10, 0, 7",
    "1, 1, 3, 0, 0"
  })
  void longerTextIsCutFirst(int first, int second, int limit, int keptOfFirst, int keptOfSecond) {
    TokenSequence cut = cut(first, second, new PairTruncation(limit, Truncation.RIGHT));
    assertThat(cut.ids()).hasSizeLessThanOrEqualTo(limit);
    assertThat(Arrays.stream(cut.ids()).filter(id -> id / 100 == 1)).hasSize(keptOfFirst);
    assertThat(Arrays.stream(cut.ids()).filter(id -> id / 100 == 2)).hasSize(keptOfSecond);
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  void bothTextsAreCutAtTheRequestedSideAndSpecialTokensStay() {
    assertThat(cut(4, 4, new PairTruncation(7, Truncation.RIGHT)).ids())
        .containsExactly(1, 100, 101, 2, 200, 201, 2);
    assertThat(cut(4, 4, new PairTruncation(7, Truncation.LEFT)).ids())
        .containsExactly(1, 102, 103, 2, 202, 203, 2);
    assertThat(cut(4, 4, new PairTruncation(7, Truncation.LEFT)).types())
        .containsExactly(0, 0, 0, 0, 1, 1, 1);
  }

  private static TokenSequence cut(int first, int second, PairTruncation truncation) {
    int[] ids =
        Stream.of(
                IntStream.of(1),
                IntStream.range(100, 100 + first),
                IntStream.of(2),
                IntStream.range(200, 200 + second),
                IntStream.of(2))
            .flatMapToInt(part -> part)
            .toArray();
    int[] types = new int[ids.length];
    Arrays.fill(types, first + 2, ids.length, 1);
    long[] special = Arrays.stream(ids).mapToLong(id -> id < 100 ? 1 : 0).toArray();
    long[] sequences = Arrays.stream(types).asLongStream().toArray();
    return truncation.cut(ids, types, sequences, special);
  }
}
