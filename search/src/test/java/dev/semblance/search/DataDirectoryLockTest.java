package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {
  @TempDir Path root;

  @Test
  void namesTheProcessThatHoldsTheDirectory() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = holder.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("open with 0 collections");
      assertThatThrownBy(() -> DataDirectory.open(root, _ -> new FixedEmbedder()))
          .hasMessage(
              "data directory %s is in use by process %d; stop that one or choose another directory"
                  .formatted(root.toRealPath(), holder.pid()))
          .extracting("fault")
          .isEqualTo(Fault.INVALID);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    DataDirectory.open(root, _ -> new FixedEmbedder()).close();
  }

  @Test
  void opensOnceWithinAProcess() {
    try (var data = DataDirectory.open(root, _ -> new FixedEmbedder())) {
      assertThatThrownBy(() -> DataDirectory.open(root, _ -> new FixedEmbedder()))
          .hasMessageContaining("is in use by this process");
      assertThat(data.list()).isEmpty();
    }
    DataDirectory.open(root, _ -> new FixedEmbedder()).close();
  }

  @Test
  void refusesAFileAsADirectory() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> DataDirectory.open(file, _ -> new FixedEmbedder()))
        .hasMessageStartingWith("cannot open data directory " + file)
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }
}
