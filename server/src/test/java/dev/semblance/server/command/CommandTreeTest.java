package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTreeTest {
  private final Console console = new Console();

  @ParameterizedTest
  @ValueSource(strings = {"demo", "serve", "embed", "index", "search", "evaluate", "quantize"})
  void helpOfEveryCommandEndsWithExamples(String command) {
    assertThat(console.run(command, "--help")).isZero();
    assertThat(console.out())
        .startsWith("Usage: semblance " + command)
        .contains("Examples:", "./semblance " + command);
    assertThat(console.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(console.run("--help")).isZero();
    assertThat(console.out())
        .contains("demo", "serve", "embed", "index", "search", "evaluate", "models")
        .doesNotContain("warmup");
  }

  @Test
  void versionPrintsTheJdk() {
    assertThat(console.run("--version")).isZero();
    assertThat(console.out()).startsWith("semblance ").contains(Runtime.version().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dance",
        "embed --nonsense",
        "embed --dimensions many",
        "embed --precision int4",
        "search --data d --collection c",
        "search --data d --collection c --mode fuzzy q",
        "index --data d --collection c",
        "models",
        "serve --port x"
      })
  void invalidCommandLineIsOneLineAndExitCode2(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(console.run(arguments)).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err().lines()).hasSize(1);
    assertThat(console.err()).startsWith("semblance: ").endsWith(" --help')\n");
  }

  @Test
  void failureIsOneLineAndExitCode1() {
    assertThat(console.run("models", "show", "no-such-model")).isEqualTo(1);
    assertThat(console.err().lines()).hasSize(1);
    assertThat(console.err()).startsWith("semblance: no model 'no-such-model'");
  }

  @Test
  void verbosePrintsTheStackOfAFailure() {
    assertThat(console.run("models", "show", "no-such-model", "--verbose")).isEqualTo(1);
    assertThat(console.err()).contains("\tat dev.semblance.engine.");
  }
}
