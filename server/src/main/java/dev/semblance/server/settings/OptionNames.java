package dev.semblance.server.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/// Names of an option outside the command line: `--max-client-batch-size` is
/// `max-client-batch-size` in a file and `SEMBLANCE_MAX_CLIENT_BATCH_SIZE` in the environment,
/// where the names of text-embeddings-inference ([TeiSettings]) and OpenTelemetry are read too.
public final class OptionNames {
  static final String PREFIX = "SEMBLANCE_";

  /// Variables of OpenTelemetry by option.
  private static final Map<String, String> OPENTELEMETRY =
      Map.of(
          "otlp-endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT",
          "otlp-headers", "OTEL_EXPORTER_OTLP_HEADERS",
          "otlp-protocol", "OTEL_EXPORTER_OTLP_PROTOCOL",
          "otlp-service-name", "OTEL_SERVICE_NAME");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]+");

  private OptionNames() {}

  /// In a file; the first is the recommended one.
  public static List<String> keys(OptionSpec option) {
    return Arrays.stream(option.names())
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2))
        .toList();
  }

  /// In the environment; the first that is set counts.
  public static List<String> variables(OptionSpec option) {
    List<String> all = new ArrayList<>();
    all.add(PREFIX + keys(option).getFirst().replace('-', '_').toUpperCase(Locale.ROOT));
    TeiSettings.variables(keys(option)).forEach(all::add);
    keys(option).stream().map(OPENTELEMETRY::get).filter(Objects::nonNull).forEach(all::add);
    return List.copyOf(all);
  }

  /// Whether a variable is set and applies to Semblance. An empty one does not. `HOSTNAME` is the
  /// machine's name on most machines and applies only where it is an address; `REVISION` applies
  /// beside `MODEL_ID`; `LOG_LEVEL`, which many programs share, where it is a level. As in Hugging
  /// Face's own clients, `HF_HUB_DISABLE_IMPLICIT_TOKEN` turns the token off, and `HF_HUB_CACHE`
  /// takes precedence over its older name. A port that Kubernetes sets for a Service is an address
  /// and does not apply.
  static boolean applies(String variable, Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty()
        && !IgnoredVariables.isServiceAddress(variable, value)
        && switch (variable) {
          case "HOSTNAME" -> ADDRESS.matcher(value).matches();
          case "LOG_LEVEL" -> LogLevel.read(value).isPresent();
          case "HF_TOKEN", "HF_API_TOKEN" ->
              environment.getOrDefault("HF_HUB_DISABLE_IMPLICIT_TOKEN", "").isEmpty();
          case "HUGGINGFACE_HUB_CACHE" -> environment.getOrDefault("HF_HUB_CACHE", "").isBlank();
          case "REVISION" -> environment.containsKey("MODEL_ID");
          default -> true;
        };
  }
}
