package dev.semblance.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @Test
  void missingModuleIsNamedWithItsFlag() throws Exception {
    Process process = start(List.of(), "embed");
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output)
        .startsWith("semblance: ")
        .contains("java --add-modules=jdk.incubator.vector -jar semblance.jar")
        .hasLineCount(1);
  }

  @Test
  void stopEndsTheWaitForStandardInput() throws Exception {
    String model = root().resolve("engine/src/test/resources/models/bert-cls").toString();
    List<String> flags =
        List.of(MODULE, "--enable-native-access=ALL-UNNAMED", "-Dsemblance.terminal.in=true");
    Process process = start(flags, "embed", "--model", model, "--dtype", "f32");
    try (BufferedReader output = process.inputReader(UTF_8)) {
      List<String> lines = new ArrayList<>();
      while (lines.isEmpty() || !lines.getLast().startsWith("reading standard input")) {
        lines.add(requireNonNull(output.readLine(), lines::toString));
      }
      Thread.sleep(2_000); // until the model is open
      long stopped = System.nanoTime();
      assertThat(process.toHandle().destroy()).isTrue();
      assertThat(output.readLine()).isEqualTo("semblance: stopped");
      assertThat(process.waitFor()).isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(10));
    }
  }

  private static Process start(List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static Path root() {
    return Path.of(System.getProperty("semblance.root", "..")).toAbsolutePath();
  }
}
