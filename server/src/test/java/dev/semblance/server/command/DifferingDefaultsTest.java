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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page on text-embeddings-inference has a row with a reason for every option whose default
/// differs.
class DifferingDefaultsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("semblance.root", ".."), "docs/reference/tei-compatibility.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(--[a-z-]+)` \\| `([^`]+)` \\| `([^`]+)` \\| ([^|]{10,}) \\|");

  /// Defaults of text-embeddings-inference 1.9.3.
  private static final Map<String, String> TEI_DEFAULTS =
      Map.ofEntries(
          Map.entry("AIP_HTTP_PORT", "3000"),
          Map.entry("API_KEY", "none"),
          Map.entry("AUTO_TRUNCATE", "true"),
          Map.entry("CORS_ALLOW_ORIGIN", "any"),
          Map.entry("DEFAULT_PROMPT", "none"),
          Map.entry("DEFAULT_PROMPT_NAME", "none"),
          Map.entry("DTYPE", "float32"),
          Map.entry("GRPC_MAX_PARALLEL_STREAM_REQUESTS", "1024"),
          Map.entry("HF_API_TOKEN", "none"),
          Map.entry("HF_TOKEN", "none"),
          Map.entry("HOSTNAME", "0.0.0.0"),
          Map.entry("HUGGINGFACE_HUB_CACHE", "none"), // the hub's own cache, in both
          Map.entry("JSON_OUTPUT", "none"),
          Map.entry("LOG_LEVEL", "info"),
          Map.entry("MAX_BATCH_REQUESTS", "none"),
          Map.entry("MAX_BATCH_TOKENS", "16384"),
          Map.entry("MAX_CLIENT_BATCH_SIZE", "32"),
          Map.entry("MAX_CONCURRENT_REQUESTS", "512"),
          Map.entry("MODEL_ID", "none"),
          Map.entry("OTLP_ENDPOINT", "none"),
          Map.entry("OTLP_SERVICE_NAME", "text-embeddings-inference.server"),
          Map.entry("PAYLOAD_LIMIT", "2000000"),
          Map.entry("POOLING", "none"), // the folder's own, in both
          Map.entry("PORT", "3000"),
          Map.entry("REVISION", "none"), // main, in both
          Map.entry("SERVED_MODEL_NAME", "none")); // the model's own name, in both

  @Test
  void differingDefaultsAreAllOnThePage() throws IOException {
    Map<String, String> ownDefaults = ownDefaults();
    List<String> expected = new ArrayList<>();
    for (TeiSetting setting : TeiSettings.ALL) {
      if (setting.effect() instanceof TeiSetting.Sets(var key)) {
        String teiDefault = TEI_DEFAULTS.getOrDefault(setting.variable(), "unknown to this test");
        String ownDefault = ownDefaults.getOrDefault(key, "none");
        if (setting.hasFlag() && !teiDefault.equals(ownDefault)) {
          expected.add("%s %s %s".formatted(setting.flag(), teiDefault, ownDefault));
        }
      }
    }
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(5);
  }

  private static List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add("%s %s %s".formatted(row.group(1), row.group(2), row.group(3)));
      }
    }
    return rows;
  }

  /// Values by key, as `serve --print-settings` prints them.
  private static Map<String, String> ownDefaults() {
    Console console = new Console();
    assertThat(console.run("serve", "--print-settings")).isZero();
    return console
        .out()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("  # default$", "").split(": ", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
