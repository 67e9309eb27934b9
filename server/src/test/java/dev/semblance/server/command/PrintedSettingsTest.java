package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.settings.OptionNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The output of `serve --print-settings` is an equivalent settings file.
class PrintedSettingsTest {
  /// For each setting, values that are not its default, some of them hard to quote.
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("allow-downloads", List.of("true")),
          Map.entry("api-key", List.of("hush")),
          Map.entry("api-key-file", List.of("keys of ours.yaml")),
          Map.entry("allow-host", List.of("*", "a.example,b.example")),
          Map.entry("auto-truncate", List.of("false")),
          Map.entry("cache", List.of("2GB", "0", "1500000")),
          Map.entry("change-models", List.of("true")),
          Map.entry("cors-allow-origin", List.of("*", "https://a.example,https://b.example:81")),
          Map.entry("data", List.of("/var/lib/x", "C:\\data", "it's here", "- # no")),
          Map.entry("deadline", List.of("500ms", "90s", "2m", "999999999m")),
          Map.entry("default-prompt", List.of("query: ", " two\nlines\t\"'", "", "null", "\\u")),
          Map.entry("default-prompt-name", List.of("query", "yes")),
          Map.entry("document-limit", List.of("5")),
          Map.entry("encoder-precision", List.of("bf16", "onnx")),
          Map.entry("grpc-max-parallel-stream-requests", List.of("5")),
          Map.entry("grpc-message-limit", List.of("5")),
          Map.entry("grpc-port", List.of("0")),
          Map.entry("hf-token", List.of("hush")),
          Map.entry("host", List.of("::1", "0.0.0.0")),
          Map.entry("huggingface-hub-cache", List.of("/cache", "~/$HOME")),
          Map.entry("json-output", List.of("true")),
          Map.entry("key-concurrent-requests", List.of("5")),
          Map.entry("key-inputs-per-second", List.of("5")),
          Map.entry("key-requests-per-second", List.of("5")),
          Map.entry("log-format", List.of("json")),
          Map.entry("log-level", List.of("debug", "off")),
          Map.entry("log-requests", List.of("true")),
          Map.entry("max-concurrent-searches", List.of("5")),
          Map.entry("open-collections", List.of("5")),
          Map.entry("disk-reserve", List.of("5")),
          Map.entry("search-reply-limit", List.of("5")),
          Map.entry("threads", List.of("1")),
          Map.entry("max-batch-requests", List.of("5")),
          Map.entry("max-batch-tokens", List.of("5")),
          Map.entry("max-client-batch-size", List.of("5")),
          Map.entry("max-image-bytes", List.of("5")),
          Map.entry("max-image-pixels", List.of("5")),
          Map.entry("max-input-characters", List.of("5")),
          Map.entry("memory-budget", List.of("9000GB", "512MiB")),
          Map.entry("model", List.of("a", "a,org/b@main,./c d")),
          Map.entry("openai-errors", List.of("nested")),
          Map.entry("otlp-endpoint", List.of("http://c:4318")),
          Map.entry("otlp-headers", List.of("key=hush")),
          Map.entry("otlp-protocol", List.of("http/protobuf", "grpc")),
          Map.entry("otlp-service-name", List.of("bücher 📚")),
          Map.entry("payload-limit", List.of("5")),
          Map.entry("pooling", List.of("cls,last-token", "auto")),
          Map.entry("port", List.of("0")),
          Map.entry("queue-inputs", List.of("5")),
          Map.entry("queue-tokens", List.of("5")),
          Map.entry("ranges", List.of("a.json,b.json")),
          Map.entry("request-memory", List.of("512MiB", "1GB")),
          Map.entry("request-timeout", List.of("61s", "0s")),
          Map.entry("revision", List.of("refs/pr/1")),
          Map.entry("served-model-name", List.of("~", "a: b")),
          Map.entry("shutdown-timeout", List.of("1500ms")),
          Map.entry("tls-cert", List.of("c.pem")),
          Map.entry("tls-key", List.of("k.pem")),
          Map.entry("validation-status", List.of("413")),
          Map.entry("verbose", List.of("true")));

  private static final List<String> SECRETS = List.of("api-key", "hf-token", "otlp-headers");

  @TempDir Path folder;

  @Test
  void everyPrintedSettingReadsBackTheSame() throws IOException {
    List<String> settings = settings();
    assertThat(VALUES.keySet()).containsExactlyInAnyOrderElementsOf(settings);
    for (String key : settings) {
      if (!SECRETS.contains(key)) {
        for (String value : VALUES.getOrDefault(key, List.of())) {
          assertReadAgain(key, value);
        }
      }
    }
  }

  @Test
  void printedDefaultsReadBackTheSame() throws IOException {
    List<String> printed = printed();
    assertThat(withoutPlaces(printed(written(printed)))).isEqualTo(withoutPlaces(printed));
  }

  @Test
  void timesArePrintedWithUnits() {
    assertThat(printed("--deadline", "120s", "--request-timeout", "90s"))
        .contains("deadline: 2m  # command line", "request-timeout: 90s  # command line")
        .contains("shutdown-timeout: 20s  # default");
  }

  @ParameterizedTest
  @CsvSource({"api-key, hush", "hf-token, hush", "otlp-headers, key=hush"})
  void secretIsPrintedAsAMaskedComment(String key, String value) throws IOException {
    List<String> printed = printed("--" + key, value);
    assertThat(printed)
        .contains("# " + key + ": '***'  # command line; a secret, set it again")
        .noneMatch(line -> line.contains("hush"));
    assertThat(printed(written(printed))).contains("# " + key + ":");
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:hush@c:4318/x, http://***@c:4318/x",
    "https://hush@c, https://***@c",
    "http://me:h/us@h@c, http://***@c"
  })
  void loginInAnAddressIsMasked(String value, String shown) throws IOException {
    List<String> printed = printed("--otlp-endpoint", value);
    assertThat(printed)
        .contains("# otlp-endpoint: '" + shown + "'  # command line; a secret, set it again")
        .noneMatch(line -> line.contains("hush") || line.contains("h/us"));
    assertThat(printed(written(printed))).contains("# otlp-endpoint:");
  }

  private void assertReadAgain(String key, String value) throws IOException {
    List<String> printed = printed("--" + key + "=" + value);
    String line = line(key, printed);
    assertThat(line).as(value).startsWith(key + ": ").endsWith("  # command line");
    List<String> again = printed(written(printed));
    assertThat(withoutPlaces(again)).as(line).isEqualTo(withoutPlaces(printed));
    assertThat(line(key, again)).contains(folder.toString());
  }

  private static String line(String key, List<String> printed) {
    return printed.stream()
        .filter(line -> line.startsWith(key + ":"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(key + " is not in " + printed));
  }

  private String[] written(List<String> printed) throws IOException {
    Path file = Files.write(folder.resolve("serve.yaml"), printed);
    return new String[] {"--config", file.toString()};
  }

  private static List<String> withoutPlaces(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("(?<=.)  # .*$", "")).toList();
  }

  private static List<String> printed(String... arguments) {
    List<String> all = new ArrayList<>(List.of("serve", "--print-settings"));
    all.addAll(List.of(arguments));
    Console console = new Console();
    assertThat(console.run(all.toArray(String[]::new))).as(console.err()).isZero();
    return console.out().lines().toList();
  }

  private static List<String> settings() {
    return Console.serveSettings().stream()
        .map(option -> OptionNames.keys(option).getFirst())
        .toList();
  }
}
