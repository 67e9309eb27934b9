package dev.semblance.server.service.tei;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.http.wire.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TeiMessagesTest {
  private static SemblanceException ofModel() {
    return new SemblanceException(Fault.EMPTY, "`inputs` cannot be empty")
        .ofInput(1, true)
        .ofModel();
  }

  @Test
  void onlyFaultsOfAModelHavePrefixes() {
    assertThat(TeiMessages.of(ofModel()))
        .hasMessage("Input validation error: `inputs` cannot be empty (input 1)");
    var ofRequest = new SemblanceException(Fault.TOO_LARGE, "batch size 9 > 8");
    assertThat(TeiMessages.of(ofRequest)).hasMessage("batch size 9 > 8");
  }

  @Test
  void faultsOfTheFormOfARequestAreNotOfItsInputs() {
    assertThat(TeiMessages.isOfInputs(ofModel())).isTrue();
    var dimensions = new SemblanceException(Fault.INVALID, "`dimensions` should be positive");
    assertThat(TeiMessages.isOfInputs(dimensions.ofModel())).isFalse();
    assertThat(TeiMessages.isOfInputs(dimensions)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void onlyItsOwnRoutesHaveThem(Dialect dialect) {
    boolean isTei = dialect == Dialect.TEI || dialect == Dialect.OPENAI;
    assertThat(dialect.message(ofModel()))
        .isEqualTo(
            (isTei ? "Input validation error: " : "") + "`inputs` cannot be empty (input 1)");
  }
}
