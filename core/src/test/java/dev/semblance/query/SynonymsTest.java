package dev.semblance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynonymsTest {
  @Test
  void readsRulesBothWaysAndOneWay() {
    Synonyms synonyms =
        Synonyms.parse(
            List.of("# vehicles", " car, automobile ", "", "ny, nyc => New York", "电脑，计算机"));
    assertThat(synonyms.rules())
        .containsExactly(
            new Synonyms.Rule(List.of("car", "automobile"), List.of("car", "automobile")),
            new Synonyms.Rule(List.of("ny", "nyc"), List.of("New York")),
            new Synonyms.Rule(List.of("电脑", "计算机"), List.of("电脑", "计算机")));
    assertThat(Synonyms.parse(synonyms.lines())).isEqualTo(synonyms);
  }

  @ParameterizedTest
  @ValueSource(strings = {"car", "a, ,b", "a => ", "=> b", "a => b => c", "a,"})
  void wrongLineIsNamed(String line) {
    assertThatThrownBy(() -> Synonyms.parse(List.of("a, b", line)))
        .hasMessageContaining("line 2")
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void rulesAndPhrasesAreBounded() {
    assertThatThrownBy(() -> Synonyms.parse(List.of("a,".repeat(Synonyms.MAX_PHRASES) + "a")))
        .hasMessageContaining("more than 64");
    assertThatThrownBy(() -> Synonyms.parse(List.of("a, b\n".repeat(10_001).split("\n"))))
        .hasMessageContaining("more than 10000");
  }
}
