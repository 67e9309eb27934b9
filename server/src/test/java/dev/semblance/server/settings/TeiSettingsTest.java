package dev.semblance.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

class TeiSettingsTest {
  /// Every option of text-embeddings-inference 1.9.3, as a variable.
  private static final List<String> FLAGS =
      List.of(
          "API_KEY",
          "AUTO_TRUNCATE",
          "CORS_ALLOW_ORIGIN",
          "DEFAULT_PROMPT",
          "DEFAULT_PROMPT_NAME",
          "DENSE_PATH",
          "DISABLE_SPANS",
          "DTYPE",
          "HF_API_TOKEN",
          "HF_TOKEN",
          "HOSTNAME",
          "HUGGINGFACE_HUB_CACHE",
          "JSON_OUTPUT",
          "MAX_BATCH_REQUESTS",
          "MAX_BATCH_TOKENS",
          "MAX_CLIENT_BATCH_SIZE",
          "MAX_CONCURRENT_REQUESTS",
          "MODEL_ID",
          "OTLP_ENDPOINT",
          "OTLP_SERVICE_NAME",
          "PAYLOAD_LIMIT",
          "POOLING",
          "PORT",
          "PROMETHEUS_PORT",
          "REVISION",
          "SERVED_MODEL_NAME",
          "TOKENIZATION_WORKERS",
          "UDS_PATH");

  /// Further variables that text-embeddings-inference, its backends and its images read.
  private static final List<String> VARIABLES =
      List.of(
          "AIP_HEALTH_ROUTE",
          "AIP_HTTP_PORT",
          "AIP_PREDICT_ROUTE",
          "DISABLE_TENSOR_CACHE",
          "GRPC_MAX_PARALLEL_STREAM_REQUESTS",
          "HF_HUB_USER_AGENT_ORIGIN",
          "LOG_LEVEL",
          "MAX_WARMUP_BATCH_SIZE",
          "MAX_WARMUP_SEQUENCE_LENGTH",
          "PAD_SEQUENCE_TO_MULTIPLE_OF",
          "SEQ_LEN_EXPONENT_BASE",
          "TASK",
          "TRUST_REMOTE_CODE",
          "USE_FLASH_ATTENTION",
          "USE_IPEX");

  @Test
  void everySettingIsListed() {
    assertThat(names(true)).isEqualTo(FLAGS);
    assertThat(names(false)).isEqualTo(VARIABLES);
  }

  @Test
  void settingsWithoutEffectAreNamedInOneLine() {
    assertThat(idle(Map.of("PORT", "80", "DENSE_PATH", "", "HOME", "/"))).isEmpty();
    assertThat(idle(Map.of("DENSE_PATH", "2_Dense", "UDS_PATH", "/s", "PORT", "80")))
        .isEqualTo(
            "settings of text-embeddings-inference without effect here: DENSE_PATH (Dense modules"
                + " are found in the model's folder), UDS_PATH (there is no second process to"
                + " connect to)");
  }

  @Test
  void flagIsNamedAsGiven() {
    assertThat(TeiSettings.noEffectWarning("--dense-path"::equals, Map.of("DENSE_PATH", "x")))
        .hasValue(
            "settings of text-embeddings-inference without effect here: --dense-path (Dense modules"
                + " are found in the model's folder)");
  }

  @ParameterizedTest
  @CsvSource({
    "TASK, build, false",
    "TASK, sentence-similarity, true",
    "AIP_HEALTH_ROUTE, /health, false",
    "AIP_HEALTH_ROUTE, /alive, true",
    "AIP_PREDICT_ROUTE, /vertex, false",
    "AIP_PREDICT_ROUTE, /predict, true"
  })
  void onlyValuesThatMatterAreNamed(String variable, String value, boolean named) {
    assertThat(idle(Map.of(variable, value)).contains(variable)).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "debug, DEBUG",
        "INFO, INFO",
        "Warning, WARN",
        "'text_embeddings_router=debug,warn', WARN",
        "'text_embeddings_router=debug', DEBUG",
        "hyper=trace, -",
        "5, -",
        "verbose, -"
      })
  void logLevelIsReadFromFilters(String filter, LogLevel level) {
    assertThat(LogLevel.read(filter).orElse(null)).isEqualTo(level);
    assertThat(OptionNames.applies("LOG_LEVEL", Map.of("LOG_LEVEL", filter)))
        .isEqualTo(level != null);
  }

  @Test
  void hubVariablesApplyAsInItsOwnClients() {
    assertThat(OptionNames.applies("HF_TOKEN", Map.of("HF_TOKEN", "x"))).isTrue();
    assertThat(
            OptionNames.applies(
                "HF_TOKEN", Map.of("HF_TOKEN", "x", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")))
        .isFalse();
    assertThat(
            OptionNames.applies(
                "HUGGINGFACE_HUB_CACHE",
                Map.of("HUGGINGFACE_HUB_CACHE", "/a", "HF_HUB_CACHE", "/b")))
        .isFalse();
  }

  @Test
  void aipHttpPortComesBeforePort() {
    OptionSpec port = OptionSpec.builder("-p", "--port").build();
    assertThat(OptionNames.variables(port))
        .containsExactly("SEMBLANCE_PORT", "AIP_HTTP_PORT", "PORT");
  }

  private static String idle(Map<String, String> environment) {
    return TeiSettings.noEffectWarning(_ -> false, environment).orElse("");
  }

  private static List<String> names(boolean hasFlag) {
    return TeiSettings.ALL.stream()
        .filter(setting -> setting.hasFlag() == hasFlag)
        .map(TeiSetting::variable)
        .sorted()
        .toList();
  }
}
