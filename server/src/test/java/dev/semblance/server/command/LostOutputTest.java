package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every command fails where its output cannot be written.
class LostOutputTest {
  @TempDir Path folder;

  @BeforeEach
  void index() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "rain");
    Files.writeString(
        folder.resolve("pairs.tsv"), "score\tsentence1\tsentence2\n1\train\train\n0\train\tsnow\n");
    assertThat(
            new Console()
                .run(
                    "index",
                    "--model",
                    Console.MODEL,
                    "--data",
                    folder.resolve("data").toString(),
                    "--collection",
                    "notes",
                    note.toString()))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "models list",
        "models show bert-cls",
        "embed --model bert-cls rain",
        "embed --model bert-cls --format npy rain",
        "search --data DIR/data --collection notes rain",
        "search --data DIR/data --collection notes --json rain",
        "index --data DIR/data --collection notes DIR/note.txt",
        "evaluate --model bert-cls --sts DIR/pairs.tsv",
        "serve --print-settings"
      })
  void fullDiskIsAFailure(String line) {
    Console console = new Console().withFullDisk();
    assertThat(console.run(line.replace("DIR", folder.toString()).split(" "))).isEqualTo(1);
    assertThat(console.err().lines().toList().getLast())
        .startsWith("semblance: standard output cannot be written");
  }

  @Test
  void failureKeepsItsOwnMessage() {
    Console console = new Console().withFullDisk();
    assertThat(console.run("models", "show", "none-such")).isEqualTo(1);
    assertThat(console.err()).startsWith("semblance: no model 'none-such'").hasLineCount(1);
  }
}
