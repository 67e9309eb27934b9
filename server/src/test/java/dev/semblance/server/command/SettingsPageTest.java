package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.settings.OptionNames;
import dev.semblance.server.settings.TeiSetting;
import dev.semblance.server.settings.TeiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/// The page of settings has a row for each option of `serve`, and no other.
class SettingsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("semblance.root", ".."), "docs/reference/settings.md");

  @Test
  void pageHasEverySettingOnce() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `-")).sorted().toList();
    assertThat(rows)
        .as("rows of %s; expected:%n%s", PAGE, String.join("\n", expectedRows()))
        .isEqualTo(expectedRows());
  }

  @Test
  void pageHasEverySettingOfTextEmbeddingsInference() throws IOException {
    List<String> rows =
        TeiSettings.ALL.stream()
            .map(setting ->
                "| `%s` | %s | %s |"
                    .formatted(
                        setting.variable(),
                        setting.hasFlag() ? "`" + setting.flag() + "`" : "",
                        effect(setting)))
            .sorted()
            .toList();
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| `[A-Z_]+`.*")))
        .as("rows of %s; expected:%n%s", PAGE, String.join("\n", rows))
        .isEqualTo(rows);
  }

  private static String effect(TeiSetting setting) {
    return switch (setting.effect()) {
      case TeiSetting.Sets(var key) -> "`--" + key + "`";
      case TeiSetting.NoEffect(var reason, _) -> "no effect: " + reason;
    };
  }

  @Test
  void everyTeiVariableSetsItsOption() {
    for (TeiSetting setting : TeiSettings.ALL) {
      if (setting.effect() instanceof TeiSetting.Sets(var key)) {
        OptionSpec option =
            Console.serveOptions().stream()
                .filter(known -> OptionNames.keys(known).contains(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key));
        assertThat(OptionNames.variables(option)).contains(setting.variable());
        if (setting.hasFlag()) {
          assertThat(option.names()).contains(setting.flag());
        }
      }
    }
  }

  private static List<String> expectedRows() {
    return Console.serveSettings().stream()
        .filter(option -> !option.hidden())
        .map(SettingsPageTest::row)
        .sorted()
        .toList();
  }

  private static String row(OptionSpec option) {
    return Stream.of(
            codes(Arrays.stream(option.names())),
            codes(OptionNames.variables(option).stream()),
            option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`",
            meaning(option))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String meaning(OptionSpec option) {
    return String.join(" ", option.description())
        .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
        .replace("|", "\\|");
  }

  private static String codes(Stream<String> names) {
    return names.map(name -> "`" + name + "`").collect(Collectors.joining(" "));
  }
}
