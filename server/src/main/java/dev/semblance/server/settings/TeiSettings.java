package dev.semblance.server.settings;

import dev.semblance.server.settings.TeiSetting.Effect;
import dev.semblance.server.settings.TeiSetting.NoEffect;
import dev.semblance.server.settings.TeiSetting.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Every setting of text-embeddings-inference, by variable and by flag: it either sets an option of
/// Semblance, or has no effect and is named in a warning. None of them fails the start.
///
/// Source: the command line and the images of text-embeddings-inference 1.9.3.
public final class TeiSettings {
  private static final String ONEDNN = "oneDNN computes matrix products; see --encoder-precision";
  private static final String UNPADDED = "inputs are not padded to fixed shapes";

  /// Where two variables set one option, the first that is set counts.
  public static final List<TeiSetting> ALL =
      List.of(
          variable(
              "AIP_HEALTH_ROUTE",
              new NoEffect("health is at /health", not(Set.of("/", "/health", "/ping")))),
          variable("AIP_HTTP_PORT", new Sets("port")),
          variable(
              "AIP_PREDICT_ROUTE",
              new NoEffect("predictions are at /vertex", not(Set.of("/vertex")))),
          flag("API_KEY", new Sets("api-key")),
          flag("AUTO_TRUNCATE", new Sets("auto-truncate")),
          flag("CORS_ALLOW_ORIGIN", new Sets("cors-allow-origin")),
          flag("DEFAULT_PROMPT", new Sets("default-prompt")),
          flag("DEFAULT_PROMPT_NAME", new Sets("default-prompt-name")),
          flag("DENSE_PATH", noEffect("Dense modules are found in the model's folder")),
          flag("DISABLE_SPANS", noEffect("log lines have no spans; see --otlp-endpoint")),
          variable("DISABLE_TENSOR_CACHE", noEffect(ONEDNN)),
          flag("DTYPE", new Sets("encoder-precision")),
          variable(
              "GRPC_MAX_PARALLEL_STREAM_REQUESTS", new Sets("grpc-max-parallel-stream-requests")),
          variable("HF_HUB_USER_AGENT_ORIGIN", noEffect("the user agent is always 'semblance'")),
          flag("HF_TOKEN", new Sets("hf-token")),
          flag("HF_API_TOKEN", new Sets("hf-token")),
          flag("HOSTNAME", new Sets("host")),
          flag("HUGGINGFACE_HUB_CACHE", new Sets("huggingface-hub-cache")),
          flag("JSON_OUTPUT", new Sets("json-output")),
          variable("LOG_LEVEL", new Sets("log-level")),
          flag("MAX_BATCH_REQUESTS", new Sets("max-batch-requests")),
          flag("MAX_BATCH_TOKENS", new Sets("max-batch-tokens")),
          flag("MAX_CLIENT_BATCH_SIZE", new Sets("max-client-batch-size")),
          flag("MAX_CONCURRENT_REQUESTS", new Sets("queue-inputs")),
          variable("MAX_WARMUP_BATCH_SIZE", noEffect(UNPADDED)),
          variable("MAX_WARMUP_SEQUENCE_LENGTH", noEffect(UNPADDED)),
          flag("MODEL_ID", new Sets("model")),
          flag("OTLP_ENDPOINT", new Sets("otlp-endpoint")),
          flag("OTLP_SERVICE_NAME", new Sets("otlp-service-name")),
          variable("PAD_SEQUENCE_TO_MULTIPLE_OF", noEffect(UNPADDED)),
          flag("PAYLOAD_LIMIT", new Sets("payload-limit")),
          flag("POOLING", new Sets("pooling")),
          flag("PORT", new Sets("port")),
          flag("PROMETHEUS_PORT", noEffect("metrics are at /metrics on the HTTP port")),
          flag("REVISION", new Sets("revision")),
          variable("SEQ_LEN_EXPONENT_BASE", noEffect(UNPADDED)),
          flag("SERVED_MODEL_NAME", new Sets("served-model-name")),
          variable(
              "TASK",
              new NoEffect(
                  "requests with a `source_sentence` get similarities without it",
                  "sentence-similarity"::equals)),
          flag("TOKENIZATION_WORKERS", noEffect("each request is tokenized on its own thread")),
          variable("TRUST_REMOTE_CODE", noEffect("code in a model folder is never run")),
          flag("UDS_PATH", noEffect("there is no second process to connect to")),
          variable("USE_FLASH_ATTENTION", noEffect(ONEDNN)),
          variable("USE_IPEX", noEffect(ONEDNN)));

  private TeiSettings() {}

  /// The variables that set an option, in order of precedence.
  ///
  /// @param keys the option's names without dashes
  static Stream<String> variables(List<String> keys) {
    return ALL.stream()
        .filter(setting -> setting.effect() instanceof Sets(var key) && keys.contains(key))
        .map(TeiSetting::variable);
  }

  /// Adds the flags without effect as hidden options, so that a command line with them is valid.
  public static void addFlagsWithoutEffect(CommandSpec command) {
    for (TeiSetting setting : ALL) {
      if (setting.hasFlag() && setting.effect() instanceof NoEffect(var instead, _)) {
        command.addOption(
            OptionSpec.builder(setting.flag())
                .type(String.class)
                .arity("0..1")
                .hidden(true)
                .description(instead)
                .build());
      }
    }
  }

  /// Whether an option is one of those without effect.
  static boolean hasNoEffect(OptionSpec option) {
    return ALL.stream()
        .anyMatch(setting ->
            setting.effect() instanceof NoEffect && setting.flag().equals(option.longestName()));
  }

  /// A warning that names the settings given without effect; empty where there is none.
  ///
  /// @param flags whether the command line has a flag, by its name with dashes
  /// @param environment variables by name
  public static Optional<String> noEffectWarning(
      Predicate<String> flags, Map<String, String> environment) {
    List<String> ignored = new ArrayList<>();
    for (TeiSetting setting : ALL) {
      if (setting.effect() instanceof NoEffect(var instead, _)) {
        if (setting.hasFlag() && flags.test(setting.flag())) {
          ignored.add(setting.flag() + " (" + instead + ")");
        } else if (setting.isIn(environment)) {
          ignored.add(setting.variable() + " (" + instead + ")");
        }
      }
    }
    return ignored.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "settings of text-embeddings-inference without effect here: "
                + String.join(", ", ignored));
  }

  private static TeiSetting flag(String variable, Effect here) {
    return new TeiSetting(variable, true, here);
  }

  private static TeiSetting variable(String name, Effect here) {
    return new TeiSetting(name, false, here);
  }

  private static Predicate<String> not(Set<String> expected) {
    return value -> !expected.contains(value);
  }

  private static NoEffect noEffect(String instead) {
    return new NoEffect(instead, _ -> true);
  }
}
