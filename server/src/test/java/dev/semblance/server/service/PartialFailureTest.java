package dev.semblance.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.InputFaults;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialFailureTest {
  private final List<List<String>> rounds = new ArrayList<>();

  @Test
  void oneBadInputFailsAllWhereTheyAreServedTogether() {
    assertThatThrownBy(() -> PartialFailure.FAIL_ALL.of(List.of("a", "!b", "!c"), this::shouted))
        .hasMessage("!b is bad (input 1)");
    assertThat(PartialFailure.FAIL_ALL.of(List.of("a", "b"), this::shouted).values())
        .containsExactly("A", "B");
  }

  @Test
  void aBadInputFailsAloneWhereEachIsServed() {
    InputResults<String> results =
        PartialFailure.FAIL_ALONE.of(List.of("a", "!b", "c", "!d", "!b", "e"), this::shouted);
    assertThat(results.inOrder(made -> made, SemblanceException::getMessage))
        .containsExactly(
            "A", "!b is bad (input 1)", "C", "!d is bad (input 3)", "!b is bad (input 4)", "E");
    assertThat(rounds).hasSize(2);
    assertThat(rounds.getLast()).containsExactly("a", "c", "e");
  }

  @Test
  void equalInputsAreBadTogether() {
    InputResults<String> results =
        PartialFailure.FAIL_ALONE.of(
            List.of("!a", "b", "!a"),
            left -> {
              rounds.add(left);
              int bad = left.indexOf("!a");
              if (bad >= 0) {
                throw new SemblanceException(Fault.EMPTY, "no").ofInput(bad, left.size() > 1);
              }
              return left;
            });
    assertThat(results.values()).containsExactly("b");
    assertThat(results.faults().keySet()).containsExactly(0, 2);
    assertThat(rounds).hasSize(2);
  }

  @Test
  void theFirstFaultFailsTheRequestWhereAllAreBad() {
    assertThatThrownBy(() -> PartialFailure.FAIL_ALONE.of(List.of("!a", "!b"), this::shouted))
        .hasMessage("!a is bad (input 0)");
    assertThatThrownBy(() -> PartialFailure.FAIL_ALONE.of(List.of("!a"), this::shouted))
        .hasMessage("!a is bad");
    assertThatThrownBy(() -> PartialFailure.FAIL_ALONE.of(List.of("later", "!b"), this::shouted))
        .hasMessage("later is bad (input 0)");
  }

  @Test
  void aFaultThatIsNoInputsFailsTheRequest() {
    assertThatThrownBy(
            () -> PartialFailure.FAIL_ALONE.of(List.of("a", "full", "!b"), this::shouted))
        .hasMessage("no room");
    assertThatThrownBy(() ->
            PartialFailure.FAIL_ALONE.of(
                List.of("a", "b"),
                _ -> {
                  throw new SemblanceException(Fault.UNSUPPORTED, "not here");
                }))
        .hasMessage("not here");
  }

  /// What begins with `!` is bad, and `later` where nothing else is.
  private List<String> shouted(List<String> inputs) {
    rounds.add(inputs);
    InputFaults.each(inputs.size(), i -> sound(inputs.get(i), "!"));
    return InputFaults.each(inputs.size(), i -> sound(inputs.get(i), "later"));
  }

  private static String sound(String input, String bad) {
    if (input.equals("full")) {
      throw new SemblanceException(Fault.OVERLOADED, "no room");
    }
    if (input.startsWith(bad)) {
      throw new SemblanceException(Fault.INVALID, input + " is bad");
    }
    return input.toUpperCase(java.util.Locale.ROOT);
  }
}
