package dev.semblance.server.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruncatedLineTest {
  @Test
  void shortTextIsUnchanged() {
    assertThat(TruncatedLine.of("two\n\twords", 9)).isEqualTo("two words");
  }

  @Test
  void longTextIsCut() {
    assertThat(TruncatedLine.of("two words", 8)).isEqualTo("two wor…");
    assertThat(TruncatedLine.of("two words", 5)).isEqualTo("two…");
  }

  @Test
  void chineseCharacterTakesTwoColumns() {
    assertThat(TruncatedLine.of("植物用光", 8)).isEqualTo("植物用光");
    assertThat(TruncatedLine.of("植物用光", 7)).isEqualTo("植物用…");
  }

  @Test
  void controlCharactersAreRemoved() {
    assertThat(TruncatedLine.of("\u001b[31mred\u0000", 20)).isEqualTo("[31mred");
  }

  @Test
  void surrogatePairIsNotSplit() {
    assertThat(TruncatedLine.of("😀😀😀", 4)).isEqualTo("😀…");
  }
}
