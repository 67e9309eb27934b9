package dev.semblance.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TeiVariablesTest {
  /// Every option of text-embeddings-inference 1.9.3, as a variable.
  private static final List<String> ALL =
      List.of(
          "API_KEY",
          "AUTO_TRUNCATE",
          "CORS_ALLOW_ORIGIN",
          "DEFAULT_PROMPT",
          "DEFAULT_PROMPT_NAME",
          "DENSE_PATH",
          "DISABLE_SPANS",
          "DTYPE",
          "GRPC_MAX_PARALLEL_STREAM_REQUESTS",
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

  @Test
  void eachIsHeardOrAnswered() {
    assertThat(
            Stream.of(TeiVariables.HEARD, TeiVariables.OF_THE_HUB, TeiVariables.instead().keySet())
                .flatMap(names -> names.stream())
                .sorted())
        .isEqualTo(ALL);
  }

  @Test
  void thoseThatDoNothingAreNamedInOneLine() {
    assertThat(TeiVariables.idle(Map.of("PORT", "80", "POOLING", "", "HOME", "/"))).isEmpty();
    assertThat(TeiVariables.idle(Map.of("POOLING", "cls", "UDS_PATH", "/s", "PORT", "80")))
        .contains(
            "variables of text-embeddings-inference that do nothing here: POOLING (pooling is read"
                + " from the model's folder), UDS_PATH (no second process needs a socket)");
  }
}
