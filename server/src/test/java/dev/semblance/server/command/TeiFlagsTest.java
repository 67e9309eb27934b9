package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.settings.TeiSetting;
import dev.semblance.server.settings.TeiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command line of text-embeddings-inference starts this server.
class TeiFlagsTest {
  private static final Path MODEL =
      Path.of(System.getProperty("semblance.root", ".."))
          .resolve("engine/src/test/resources/models/bert-cls");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /// Every option of text-embeddings-inference with a value, but for two that exclude others.
  private static final Map<String, String> FLAGS =
      Map.ofEntries(
          Map.entry("--api-key", "hush"),
          Map.entry("--auto-truncate", "true"),
          Map.entry("--cors-allow-origin", "*"),
          Map.entry("--default-prompt", "query: "),
          Map.entry("--dense-path", "2_Dense"),
          Map.entry("--disable-spans", ""),
          Map.entry("--dtype", "float32"),
          Map.entry("--hf-token", "hf_hush"),
          Map.entry("--hostname", "127.0.0.1"),
          Map.entry("--huggingface-hub-cache", "."),
          Map.entry("--json-output", ""),
          Map.entry("--max-batch-requests", "8"),
          Map.entry("--max-batch-tokens", "16384"),
          Map.entry("--max-client-batch-size", "32"),
          Map.entry("--max-concurrent-requests", "512"),
          Map.entry("--model-id", "acme/tiny"),
          Map.entry("--otlp-endpoint", "http://127.0.0.1:9"),
          Map.entry("--otlp-service-name", "text-embeddings-inference.server"),
          Map.entry("--payload-limit", "2000000"),
          Map.entry("--pooling", "cls"),
          Map.entry("--port", "0"),
          Map.entry("--prometheus-port", "9000"),
          Map.entry("--revision", "main"),
          Map.entry("--served-model-name", "tiny"),
          Map.entry("--tokenization-workers", "4"),
          Map.entry("--uds-path", "/tmp/text-embeddings-inference-server"));

  @TempDir Path folder;

  @Test
  void everyFlagIsListedHere() {
    assertThat(
            Stream.concat(
                FLAGS.keySet().stream(), Stream.of("--default-prompt-name", "--hf-api-token")))
        .containsExactlyInAnyOrderElementsOf(
            TeiSettings.ALL.stream().filter(TeiSetting::hasFlag).map(TeiSetting::flag).toList());
  }

  @Test
  void serverStartsWithAllFlagsTogether() throws Exception {
    createCache();
    try (var server = new BackgroundServe(new Console(), line("serve"))) {
      assertThat(server.address()).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void flagsWithoutEffectAreNamedInOneLine() {
    Console console = new Console();
    assertThat(console.run(line("serve", "--print-settings"))).as(console.err()).isZero();
    assertThat(console.out().lines().toList().getLast())
        .startsWith("# settings of text-embeddings-inference without effect here: --dense-path (")
        .contains("), --disable-spans (")
        .contains("), --prometheus-port (", "), --tokenization-workers (", "), --uds-path (")
        .doesNotContain("DENSE_PATH");
    assertThat(console.out())
        .contains(
            "pooling: cls  # command line",
            "queue-inputs: 512  # command line",
            "json-output: true  # command line")
        .contains("# hf-token: '***'  # command line")
        .doesNotContain("hush");
  }

  @Test
  void flagsThatExcludeOthersAreAccepted() {
    Console console = new Console();
    assertThat(
            console.run(
                "serve",
                "--print-settings",
                "--default-prompt-name",
                "query",
                "--hf-api-token",
                "x"))
        .isZero();
    assertThat(console.out())
        .contains(
            "default-prompt-name: query  # command line", "# hf-token: '***'  # command line");
  }

  @Test
  void helpHidesFlagsWithoutEffect() {
    Console console = new Console();
    assertThat(console.run("serve", "--help")).isZero();
    assertThat(console.out()).contains("--hf-token").doesNotContain("--dense-path", "--uds-path");
  }

  private String[] line(String... first) {
    List<String> line = new ArrayList<>(List.of(first));
    FLAGS.forEach((flag, value) -> {
      line.add(flag);
      if (flag.equals("--huggingface-hub-cache")) {
        line.add(folder.toString());
      } else if (!value.isEmpty()) {
        line.add(value);
      }
    });
    return line.toArray(String[]::new);
  }

  /// A model in a cache of the hub.
  private void createCache() throws IOException {
    Path repository = folder.resolve("models--acme--tiny");
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), COMMIT);
    Path snapshot = repository.resolve("snapshots").resolve(COMMIT);
    try (Stream<Path> files = Files.walk(MODEL)) {
      for (Path file : files.toList()) {
        Path to = snapshot.resolve(MODEL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }
}
