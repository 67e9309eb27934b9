package dev.semblance.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Classifier.Example;
import dev.semblance.Embedded;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.server.WordEmbedder;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputValidationTest {
  private static final String FOXES = "🦊🦊🦊";

  @Test
  void cutsFromTheSideAskedForAndNeverWithinASurrogatePair() {
    assertThat(text(4, Truncation.RIGHT, "abcdef")).isEqualTo("abcd");
    assertThat(text(4, Truncation.LEFT, "abcdef")).isEqualTo("cdef");
    assertThat(text(4, Truncation.RIGHT, FOXES)).isEqualTo("🦊🦊");
    assertThat(text(4, Truncation.LEFT, FOXES)).isEqualTo("🦊🦊");
    assertThat(text(5, Truncation.RIGHT, FOXES)).isEqualTo("🦊🦊");
    assertThat(text(5, Truncation.LEFT, FOXES)).isEqualTo("🦊🦊");
    assertThat(text(6, Truncation.LEFT, FOXES)).isEqualTo(FOXES);
  }

  @Test
  void refusesWhereNothingIsToBeCut() {
    assertThatThrownBy(
            () -> new InputValidation(4, 9, Truncation.REFUSE).inputs(List.of(Input.of("abcde"))))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INVALID))
        .hasMessage("`inputs` must have less than 4 characters. Given: 5");
    assertThatThrownBy(() -> new InputValidation(4, 9, Truncation.REFUSE).text("query", "abcde"))
        .hasMessageEndingWith("(query)");
  }

  @Test
  void cutsOnlyBehindWhatTheModelMayRead() {
    ModelCard card = new WordEmbedder("words").card();
    int enough = 100 * WordEmbedder.MAX_TOKENS;
    var settings = ServiceSettings.STANDARD.withMaxCharacters(enough);
    assertThat(InputValidation.of(settings, card, Truncation.LEFT).cut())
        .isEqualTo(Truncation.LEFT);
    assertThat(InputValidation.of(settings, card, Truncation.REFUSE).cut())
        .isEqualTo(Truncation.REFUSE);
    assertThat(
            InputValidation.of(settings.withMaxCharacters(enough - 1), card, Truncation.LEFT).cut())
        .isEqualTo(Truncation.REFUSE);
  }

  @Test
  void saysWhichInputsWereCut() {
    InputValidation intake = new InputValidation(4, 9, Truncation.RIGHT);
    List<Input> given = List.of(Input.of("abcd"), Input.of("abcde"), new Input.Tokens(new int[9]));
    List<Input> read = intake.inputs(given);
    assertThat(read.get(1)).isEqualTo(Input.of("abcd"));
    List<Embedded> made = read.stream().map(_ -> Embedded.dense(new float[] {1}, 1)).toList();
    assertThat(InputValidation.marked(given, read, made))
        .extracting(Embedded::truncated)
        .containsExactly(false, true, false);
  }

  @Test
  void namesWhatIsEmpty() {
    InputValidation intake = new InputValidation(4, 9, Truncation.RIGHT);
    assertThatThrownBy(() -> intake.examples(List.of(example("", "a"), example("", ""))))
        .hasMessage("`inputs` cannot be empty (input 1)");
    assertThatThrownBy(() -> intake.pairs(List.of(new TextPair("a", ""))))
        .hasMessage("`pairs` cannot hold an empty text");
  }

  private static Example example(String text, String pair) {
    return new Example(text, pair);
  }

  private static String text(int most, Truncation cut, String text) {
    return new InputValidation(most, 9, cut).text("text", text);
  }
}
