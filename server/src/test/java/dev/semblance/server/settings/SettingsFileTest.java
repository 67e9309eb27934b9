package dev.semblance.server.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

class SettingsFileTest {
  private static final OptionSpec PORT = OptionSpec.builder("-p", "--port").type(int.class).build();
  private static final OptionSpec MODEL =
      OptionSpec.builder("--model", "--model-id").type(List.class).splitRegex(",").build();

  @TempDir Path folder;

  @Test
  void readsValuesAndListsWithTheirLines() throws IOException {
    SettingsFile file = read("# ours\nport: 81\nmodel-id:\n  - a\n  - b\n");
    assertThat(file.of(PORT)).isEqualTo(new SourcedValue("81", place(2)));
    assertThat(requireNonNull(file.of(MODEL))).isEqualTo(new SourcedValue("a,b", place(3)));
  }

  @Test
  void emptyFileSetsNothing() throws IOException {
    assertThat(read("").of(PORT)).isNull();
    assertThat(read("# nothing\n").of(PORT)).isNull();
  }

  @Test
  void unknownKeyIsReportedWithTheKnownOnes() {
    assertRefused(
        "port: 1\nprot: 2\n",
        2,
        "unknown setting 'prot' (did you mean port?); known are model, port");
  }

  @Test
  void invalidContentIsReported() {
    assertRefused("port: 1\nport: 2\n", 2, "'port' is set twice");
    assertRefused("model: a\nmodel-id: b\n", 2, "'model-id' is set twice");
    assertRefused("port: [1, 2]\n", 1, "'port' takes one value, not a list");
    assertRefused("port:\n", 1, "a value for 'port' is expected");
    assertRefused("port:\n  deep: 1\n", 2, "a value for 'port' is expected");
    assertRefused("model: ['a,b']\n", 1, "a value of 'model' cannot contain a comma");
    assertRefused("- port\n", 1, "a mapping is expected, as 'name: value'");
    assertRefused("port: 1\n\tmodel: x\n", 2, "");
    assertRefused("port: 'x\n", 2, "");
  }

  @Test
  void missingFileIsReported() {
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> SettingsFile.read(folder.resolve("none.yaml"), List.of()))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND))
        .withMessageContaining("none.yaml");
  }

  private void assertRefused(String yaml, int line, String why) {
    assertThatExceptionOfType(SemblanceException.class)
        .as(yaml)
        .isThrownBy(() -> read(yaml))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INVALID))
        .withMessageStartingWith(place(line) + ": " + why);
  }

  private SettingsFile read(String yaml) throws IOException {
    return SettingsFile.read(
        Files.writeString(folder.resolve("serve.yaml"), yaml), List.of(PORT, MODEL));
  }

  private String place(int line) {
    return folder.resolve("serve.yaml") + " line " + line;
  }
}
