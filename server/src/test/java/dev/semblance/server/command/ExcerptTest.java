package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void whatFitsStaysWhole() {
    assertThat(Excerpt.line("two\n\twords", 9)).isEqualTo("two words");
  }

  @Test
  void whatDoesNotFitIsCut() {
    assertThat(Excerpt.line("two words", 8)).isEqualTo("two wor…");
    assertThat(Excerpt.line("two words", 5)).isEqualTo("two…");
  }

  @Test
  void aChineseCharacterTakesTwoColumns() {
    assertThat(Excerpt.line("植物用光", 8)).isEqualTo("植物用光");
    assertThat(Excerpt.line("植物用光", 7)).isEqualTo("植物用…");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(Excerpt.line("\u001b[31mred\u0000", 20)).isEqualTo("[31mred");
  }

  @Test
  void aPairOfSurrogatesIsNotTornApart() {
    assertThat(Excerpt.line("😀😀😀", 4)).isEqualTo("😀…");
  }
}
