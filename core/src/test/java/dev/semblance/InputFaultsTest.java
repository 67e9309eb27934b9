package dev.semblance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputFaultsTest {
  @Test
  void throwsTheFirstFaultWithAllOthers() {
    SemblanceException thrown = thrown("good", "bad", "worse", "good", "bad");
    assertThat(thrown).hasMessage("bad (input 1)");
    assertThat(thrown.fault()).isEqualTo(Fault.INVALID);
    assertThat(thrown.ofInputs())
        .extracting(SemblanceException::getMessage)
        .containsExactly("bad (input 1)", "worse (input 2)", "bad (input 4)");
    assertThat(thrown.ofInputs()).extracting(SemblanceException::input).containsExactly(1, 2, 4);
  }

  @Test
  void messageOfTheOnlyInputHasNoIndex() {
    assertThat(thrown("bad")).hasMessage("bad");
    assertThat(thrown("bad").input()).isZero();
  }

  @Test
  void transientFaultsAreThrownAtOnce() {
    SemblanceException thrown = thrown("bad", "full", "bad");
    assertThat(thrown).hasMessage("full");
    assertThat(thrown.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(thrown.ofInputs()).isEmpty();
  }

  @Test
  void returnsResultsInTheOrderOfTheInputs() {
    assertThat(InputFaults.each(3, i -> i * i)).containsExactly(0, 1, 4);
  }

  @Test
  void rewordedFaultKeepsItsPart() {
    SemblanceException bad = new SemblanceException(Fault.EMPTY, "nothing").ofInput(2, true);
    assertThat(bad.reworded("less than nothing")).hasMessage("less than nothing (input 2)");
    assertThat(bad.words()).isEqualTo("nothing");
    assertThat(bad.of("query")).hasMessage("nothing (query)");
    assertThat(bad.of("query").input()).isEqualTo(-1);
    assertThat(bad.within("instance 1")).hasMessage("nothing (instance 1, input 2)");
    assertThat(new SemblanceException(Fault.EMPTY, "nothing").within("instance 1"))
        .hasMessage("nothing (instance 1)");
  }

  private static SemblanceException thrown(String... inputs) {
    return catchThrowableOfType(
        SemblanceException.class, () -> InputFaults.each(inputs.length, i -> read(inputs[i])));
  }

  private static List<String> read(String input) {
    return switch (input) {
      case "good" -> List.of(input);
      case "full" -> throw SemblanceException.overloaded(input, Duration.ofSeconds(1));
      default -> throw new SemblanceException(Fault.INVALID, input);
    };
  }
}
