package dev.semblance.server.command.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.command.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCommandTest {
  @TempDir Path data;

  @Test
  void nothingIsLostAndNothingIsLeft() throws Exception {
    Console console = new Console();
    String[] line = {"drill", "--data", data.toString(), "--kills", "2", "--flips", "20"};
    assertThat(console.run(line)).as(console.out() + console.err()).isZero();
    assertThat(console.out())
        .contains("0 documents lost, 0 writes half there, 0 deletions undone")
        .contains("the write was refused, deletions go on")
        .contains(" 0 not found\n");
    try (Stream<Path> left = Files.list(data)) {
      assertThat(left).isEmpty();
    }
  }
}
