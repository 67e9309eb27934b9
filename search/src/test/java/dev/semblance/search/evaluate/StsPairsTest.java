package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StsPairsTest {
  @TempDir Path folder;

  @Test
  void quotesHaveNoMeaning() throws IOException {
    StsPairs pairs = read("score\tsentence1\tsentence2\n5\t\"a\t b\"\n0.5\tc\td\n");
    assertThat(pairs.scores()).containsExactly(5, 0.5);
    assertThat(pairs.first()).containsExactly("\"a", "c");
    assertThat(pairs.second()).containsExactly(" b\"", "d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5~a~b                              | line 1: expected the header
          score~sentence1~sentence2#5~a      | line 2: expected score, sentence1 and sentence2
          score~sentence1~sentence2#x~a~b    | line 2: the score must be a number, is 'x'
          score~sentence1~sentence2#NaN~a~b  | line 2: the score must be a number
          score~sentence1~sentence2#1~a~     | line 2: a sentence is empty
          score~sentence1~sentence2#1~a~b    | holds 1 pairs
          """)
  void badFilesAreRefused(String content, String message) {
    assertThatThrownBy(() -> read(content.replace('~', '\t').replace('#', '\n')))
        .hasMessageContaining(message);
  }

  @Test
  void readsEverySharedFile() {
    Path folder = SharedData.file("sts");
    assertThat(StsPairs.read(folder.resolve("stsb_en_test.tsv")).size()).isEqualTo(1_379);
    assertThat(StsPairs.read(folder.resolve("stsb_zh_test.tsv")).size()).isEqualTo(1_379);
    assertThat(StsPairs.read(folder.resolve("afqmc_zh_validation.tsv")).size())
        .isGreaterThan(4_000);
  }

  private StsPairs read(String content) throws IOException {
    return StsPairs.read(Files.writeString(folder.resolve("pairs.tsv"), content));
  }
}
