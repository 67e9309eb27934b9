package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Precedence of the sources of settings, as `serve --print-settings` prints it.
class ServeSettingsTest {
  private final Console console = new Console();

  @TempDir Path folder;

  @Test
  void hasDefaults() {
    assertThat(printed())
        .contains("host: 127.0.0.1  # default", "port: 8080  # default", "# grpc-port:\n")
        .contains("max-client-batch-size: 2048  # default", "auto-truncate: true  # default");
  }

  @Test
  void fileOverridesDefault() throws IOException {
    Path file = file("port: 81\nauto-truncate: false\nmodel: [a, b]\nlog-format: json\n");
    assertThat(printed("--config", file.toString()))
        .contains("port: 81  # " + file + " line 1\n")
        .contains("auto-truncate: false  # " + file + " line 2\n")
        .contains("model: 'a,b'  # " + file + " line 3\n")
        .contains("log-format: json  # " + file + " line 4\n");
  }

  @Test
  void environmentMayNameTheFile() throws IOException {
    console.with("SEMBLANCE_CONFIG", file("port: 81\n").toString());
    assertThat(printed()).contains("port: 81  #");
  }

  @Test
  void environmentOverridesFileAndOwnNamesOverrideOthers() throws IOException {
    Path file = file("port: 81\nhost: 127.0.0.2\nmodel: a\n");
    console.with("PORT", "82").with("SEMBLANCE_HOST", "::1").with("HOSTNAME", "127.0.0.3");
    console.with("MODEL_ID", "b");
    assertThat(printed("--config", file.toString()))
        .contains("port: 82  # environment variable PORT\n")
        .contains("host: '::1'  # environment variable SEMBLANCE_HOST\n")
        .contains("model: b  # environment variable MODEL_ID\n");
  }

  @Test
  void commandLineOverridesAll() throws IOException {
    Path file = file("port: 81\nmodel: [a, b]\n");
    console.with("PORT", "82").with("MODEL_ID", "c,d");
    assertThat(printed("--config=" + file, "--port", "83", "--model", "e"))
        .contains("port: 83  # command line\n")
        .contains("model: e  # command line\n");
  }

  @Test
  void hostNameThatIsNoAddressIsIgnored() {
    console.with("HOSTNAME", "7f3a9c01d2e4").with("PORT", "");
    assertThat(printed()).contains("host: 127.0.0.1  # default", "port: 8080  # default");
  }

  @Test
  void variablesOfTextEmbeddingsInferenceApply() {
    console.with("HOSTNAME", "0.0.0.0").with("MAX_CLIENT_BATCH_SIZE", "32");
    console.with("AUTO_TRUNCATE", "false").with("PAYLOAD_LIMIT", "5").with("API_KEY", "hush");
    console.with("JSON_OUTPUT", "true");
    assertThat(printed())
        .contains("host: 0.0.0.0  #", "max-client-batch-size: 32  #", "auto-truncate: false  #")
        .contains("payload-limit: 5  #", "api-key: '***'  # environment variable API_KEY")
        .doesNotContain("hush", "without effect");
  }

  @Test
  void variablesWithOtherNamesThanTheOptionApply() {
    console.with("MAX_CONCURRENT_REQUESTS", "100").with("MAX_BATCH_REQUESTS", "8");
    console.with("DTYPE", "float32").with("REVISION", "v2").with("MODEL_ID", "acme/e5");
    console.with("SERVED_MODEL_NAME", "e5").with("DEFAULT_PROMPT_NAME", "query");
    console.with("OTLP_ENDPOINT", "http://c:4317").with("OTEL_SERVICE_NAME", "search");
    assertThat(printed())
        .contains("queue-inputs: 100  # environment variable MAX_CONCURRENT_REQUESTS")
        .contains("max-batch-requests: 8  #", "encoder-precision: f32  #", "revision: v2  #")
        .contains(
            "served-model-name: e5  #",
            "default-prompt-name: query  #",
            "otlp-endpoint: 'http://c:4317'  #",
            "otlp-service-name: search  #");
  }

  @Test
  void revisionWithoutModelIdIsIgnored() {
    console.with("REVISION", "3f2a9c1");
    assertThat(printed()).contains("# revision:\n");
  }

  @Test
  void variablesWithoutEffectAreNamed() {
    console.with("DENSE_PATH", "2_Dense").with("TOKENIZATION_WORKERS", "4");
    assertThat(printed())
        .endsWith(
            "# settings of text-embeddings-inference without effect here: DENSE_PATH (Dense modules"
                + " are found in the model's folder), TOKENIZATION_WORKERS (each request is"
                + " tokenized on its own thread)\n");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "Yes, true", "TRUE, true", "0, false", "off, false", "False, false"})
  void booleanVariablesHaveSeveralSpellings(String word, boolean meaning) {
    console.with("AUTO_TRUNCATE", word).with("JSON_OUTPUT", word);
    assertThat(printed())
        .contains("auto-truncate: " + meaning + "  # environment variable AUTO_TRUNCATE\n")
        .contains("json-output: " + meaning + "  # environment variable JSON_OUTPUT\n");
  }

  @Test
  void aipHttpPortOverridesPort() {
    console.with("AIP_HTTP_PORT", "8081").with("PORT", "80").with("AIP_HEALTH_ROUTE", "/health");
    assertThat(printed())
        .contains("port: 8081  # environment variable AIP_HTTP_PORT\n")
        .doesNotContain("without effect");
    assertThat(printed("--port", "82")).contains("port: 82  # command line\n");
  }

  @Test
  void logLevelIsReadFromAFilterAndOtherwiseIgnored() {
    console.with("LOG_LEVEL", "text_embeddings_router=debug,warn");
    assertThat(printed()).contains("log-level: warn  # environment variable LOG_LEVEL\n");
    console.with("LOG_LEVEL", "5");
    assertThat(printed()).contains("log-level: info  # default\n");
  }

  @Test
  void logLevelIsSetOnTheLoggers() {
    Map<String, Level> levels =
        Map.of("error", Level.SEVERE, "trace", Level.FINEST, "info", Level.INFO);
    levels.forEach((name, level) -> {
      assertThat(console.run("serve", "--print-settings", "--log-level", name)).isZero();
      assertThat(Logger.getLogger("dev.semblance").getLevel()).isEqualTo(level);
    });
    assertThat(console.run("serve", "--print-settings", "--verbose", "--log-level", "warn"))
        .isZero();
    assertThat(Logger.getLogger("dev.semblance").getLevel()).isEqualTo(Level.FINE);
    assertThat(console.run("serve", "--print-settings")).isZero();
  }

  @Test
  void flagWithoutValueIsTrueWhateverTheVariable() {
    console.with("SEMBLANCE_CHANGE_MODELS", "true").with("SEMBLANCE_ALLOW_DOWNLOADS", "true");
    console.with("SEMBLANCE_VERBOSE", "true").with("SEMBLANCE_LOG_REQUESTS", "true");
    assertThat(printed("--change-models", "--allow-downloads", "--verbose", "--log-requests"))
        .contains("change-models: true  # command line\n", "verbose: true  # command line\n")
        .contains("allow-downloads: true  # command line\n", "log-requests: true  # command line");
  }

  @Test
  void unsupportedPrecisionIsWarnedOf() {
    console.with("DTYPE", "float16");
    assertThat(printed())
        .contains("encoder-precision: auto  # environment variable DTYPE\n")
        .endsWith(
            "# encoder-precision float16 is treated as auto, since CPUs do not support it; choose"
                + " bf16 or f32\n");
  }

  @Test
  void invalidValueIsReportedWithFileAndLine() throws IOException {
    Path file = file("host: 127.0.0.1\nport: 99999\n");
    assertThat(console.run("serve", "--config", file.toString())).isEqualTo(2);
    assertThat(console.err())
        .contains("'99999' is not a whole number from 0 to 65535", file + " line 2")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "example.org", "https://", "https://a.example/", "null"})
  void originWithoutASchemeIsRefused(String word) {
    assertThat(console.run("serve", "--cors-allow-origin", word)).isEqualTo(2);
    assertThat(console.err()).contains("'" + word + "' is no origin", "https://example.org", "'*'");
  }

  @Test
  void invalidVariableIsReportedByName() {
    console.with("SEMBLANCE_GRPC_PORT", "x");
    assertThat(console.run("serve")).isEqualTo(2);
    assertThat(console.err())
        .contains("'x' is not a whole number", "environment variable SEMBLANCE_GRPC_PORT")
        .hasLineCount(1);
  }

  @Test
  void unknownKeyIsReportedWithTheKnownOnes() throws IOException {
    Path file = file("port: 81\nprot: 82\n");
    assertThat(console.run("serve", "--config", file.toString())).isEqualTo(2);
    assertThat(console.err())
        .startsWith(
            "semblance: "
                + file
                + " line 2: unknown setting 'prot' (did you mean port?); known are")
        .contains(" api-key,", " port,")
        .hasLineCount(1);
  }

  @Test
  void otherCommandsIgnoreVariablesOfServe() {
    console.with("PORT", "x").with("SEMBLANCE_PORT", "x");
    assertThat(console.run("models", "show", Console.MODEL)).isZero();
  }

  private String printed(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "serve";
    all[1] = "--print-settings";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    assertThat(console.run(all)).as(console.err()).isZero();
    return console.out();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("serve.yaml"), yaml);
  }
}
