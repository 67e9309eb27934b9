package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void completionScriptHasEveryCommandAndItsOptions() {
    assertThat(console.run("completion")).isZero();
    assertThat(console.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_semblance", "_picocli_semblance_models_remove")
        .contains("--precision", "--exclude", "compinit")
        .doesNotContain("warmup");
  }

  @Test
  void controlCharactersOfAFileDoNotReachTheTerminal() {
    assertThat(console.run("embed", "-i", "none\u001b[31m\u0000.txt")).isOne();
    assertThat(console.err()).contains("none\\u001b[31m\\u0000.txt").doesNotContain("\u001b");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "serch | unknown command 'serch' (did you mean search?); commands are demo, serve,",
        "searh --data demo | unknown command 'searh' (did you mean search?); commands are demo,",
        "models lst | unknown command 'lst' (did you mean list?); commands are list,",
        "search --colection c q | unknown option '--colection' (did you mean --collection?)",
        "search --data d --colection=c q | unknown option '--colection' (did you mean"
            + " --collection?)",
        "search --data d --collection c green leaves | unexpected argument 'leaves'; quote a text",
        "search --data d --collection c -foo | unknown option '-foo'; write a text that begins",
        "embed --format csv x | '--format': 'csv' is not one of jsonl, npy, safetensors (see",
        "embed --precision flot32 x | 'flot32' is not one of float32, float16, int8, uint8, binary,"
            + " ubinary (did you mean float32?)",
        "embed --dtype f23 x | 'f23' is not one of auto, f32, bf16, int8, onnx (did you mean f32?)",
        "search --mode dens q | 'dens' is not one of hybrid, dense, lexical (did you mean dense?)",
        "search -k many q | 'many' is not a whole number from 1 to",
        "--log-format jsn models | 'jsn' is not one of text, json (did you mean json?)"
      })
  void mistypedWordIsNamedWithTheNearest(String line, String message) {
    assertThat(console.run(line.split(" "))).isEqualTo(2);
    assertThat(console.err()).contains(message).hasLineCount(1);
  }

  @Test
  void helpOfServeIsGroupedAndEndsWithTheOptionsOfEveryCommand() {
    assertThat(console.run("serve", "--help")).isZero();
    assertThat(console.out())
        .startsWith("Usage: semblance serve [OPTIONS]\n")
        .containsSubsequence(
            "\nNetwork:\n",
            "--port=PORT",
            "\nModels:\n",
            "--encoder-precision",
            "\nLimits and formats:\n",
            "\nLogging and help:\n",
            "--log-level");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(console.run("help")).isZero();
    assertThat(console.out()).startsWith("Usage: semblance ").contains("evaluate");
    Console of = new Console();
    assertThat(of.run("help", "search")).isZero();
    assertThat(of.out()).startsWith("Usage: semblance search");
    Console none = new Console();
    assertThat(none.run("help", "serch")).isEqualTo(2);
    assertThat(none.err()).contains("did you mean search?");
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
