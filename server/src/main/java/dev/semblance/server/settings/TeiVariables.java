package dev.semblance.server.settings;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The variables that text-embeddings-inference takes its options from. One whose option is here
/// sets it ([OptionNames]); of the others people are told what there is instead.
///
/// Source: the command line of text-embeddings-inference 1.9.3.
public final class TeiVariables {
  /// Those that set an option here.
  public static final Set<String> HEARD =
      Set.of(
          "API_KEY",
          "AUTO_TRUNCATE",
          "CORS_ALLOW_ORIGIN",
          "DEFAULT_PROMPT",
          "DEFAULT_PROMPT_NAME",
          "DTYPE",
          "GRPC_MAX_PARALLEL_STREAM_REQUESTS",
          "HOSTNAME",
          "JSON_OUTPUT",
          "MAX_BATCH_REQUESTS",
          "MAX_BATCH_TOKENS",
          "MAX_CLIENT_BATCH_SIZE",
          "MAX_CONCURRENT_REQUESTS",
          "MODEL_ID",
          "OTLP_ENDPOINT",
          "OTLP_SERVICE_NAME",
          "PAYLOAD_LIMIT",
          "PORT",
          "REVISION",
          "SERVED_MODEL_NAME");

  /// Those that models of the hub are found and fetched by, whatever the command.
  public static final Set<String> OF_THE_HUB = Set.of("HF_TOKEN", "HUGGINGFACE_HUB_CACHE");

  /// Those that set none, and what there is instead.
  private static final SortedMap<String, String> INSTEAD =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("DENSE_PATH", "Dense modules are found in the model's folder"),
              Map.entry("DISABLE_SPANS", "log lines hold no spans; see --otlp-endpoint"),
              Map.entry("HF_API_TOKEN", "HF_TOKEN"),
              Map.entry("POOLING", "pooling is read from the model's folder"),
              Map.entry("PROMETHEUS_PORT", "/metrics on the port of HTTP"),
              Map.entry("TOKENIZATION_WORKERS", "each request is tokenized on its own thread"),
              Map.entry("UDS_PATH", "no second process needs a socket")));

  private TeiVariables() {}

  /// By name, what there is instead of those that set no option.
  public static SortedMap<String, String> instead() {
    return Collections.unmodifiableSortedMap(INSTEAD);
  }

  /// One line on those that are set and do nothing; empty where there is none.
  ///
  /// @param environment variables by name
  public static Optional<String> idle(Map<String, String> environment) {
    String idle =
        INSTEAD.entrySet().stream()
            .filter(one -> !environment.getOrDefault(one.getKey(), "").isEmpty())
            .map(one -> one.getKey() + " (" + one.getValue() + ")")
            .collect(Collectors.joining(", "));
    return idle.isEmpty()
        ? Optional.empty()
        : Optional.of("variables of text-embeddings-inference that do nothing here: " + idle);
  }
}
