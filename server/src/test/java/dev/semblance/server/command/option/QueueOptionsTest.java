package dev.semblance.server.command.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.batch.QueueLimits.Amount;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.server.command.Console;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class QueueOptionsTest {
  @Command
  private static final class Serves {
    @Mixin private final QueueOptions queue = new QueueOptions();
  }

  private static EngineSettings given(String... arguments) {
    Serves command = new Serves();
    var _ = new CommandLine(command).parseArgs(arguments);
    Path nowhere = Path.of("nowhere");
    return command.queue.applied(EngineSettings.standard(new ModelPlaces(nowhere, nowhere)));
  }

  @Test
  void defaultsAreTheStandardLimitsAndACache() {
    assertThat(given().limits()).isEqualTo(QueueLimits.STANDARD);
    assertThat(given().cache().bytes()).isEqualTo(64_000_000);
  }

  @Test
  void everyOptionSetsItsLimit() {
    EngineSettings settings =
        given(
            "--cache", "0",
            "--queue-inputs", "7",
            "--queue-tokens", "700",
            "--deadline", "1500ms",
            "--max-batch-tokens", "99");
    assertThat(settings.cache().isOn()).isFalse();
    assertThat(settings.limits())
        .isEqualTo(
            new QueueLimits(new Amount(7, 700), new Amount(256, 99), Duration.ofMillis(1500)));
  }

  @ParameterizedTest
  @CsvSource({
    "1500000, 1500000",
    "2MB, 2000000",
    "2MiB, 2097152",
    "5000kB, 5000000",
    "2048KiB, 2097152"
  })
  void sizesHaveUnits(String size, long bytes) {
    assertThat(given("--cache", size).cache().bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cache | -1 | is not a size",
        "--cache | 64mb | is not a size",
        "--cache | much | is not a size",
        "--cache | 1000 | a cache takes 0, or 1048576 to",
        "--cache | 40GB | a cache takes 0, or 1048576 to",
        "--queue-inputs | 0 | is not a whole number from 1",
        "--queue-tokens | 1.5 | is not a whole number from 1",
        "--max-batch-tokens | 9999999999 | is not a whole number from 1",
        "--deadline | 0s | must be greater than 0",
        "--deadline | soon | is not a time",
        "--deadline | -5s | is not a time"
      })
  void invalidValuesAreReported(String option, String value, String why) {
    Console console = new Console();
    assertThat(console.run("serve", "--port", "0", "--model", Console.MODEL, option, value))
        .isNotZero();
    assertThat(console.err()).contains(why);
  }
}
