package dev.semblance.server.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/// One option's names outside the command line: `--max-client-batch-size` is
/// `max-client-batch-size` in a file and `SEMBLANCE_MAX_CLIENT_BATCH_SIZE` in the environment, and
/// there without the prefix too where text-embeddings-inference has an option of that name, or by
/// OpenTelemetry's name where that has one.
public final class OptionNames {
  private static final String PREFIX = "SEMBLANCE_";

  /// Options that OpenTelemetry has a variable for.
  private static final Map<String, String> OPENTELEMETRY =
      Map.of(
          "otlp-endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT",
          "otlp-headers", "OTEL_EXPORTER_OTLP_HEADERS",
          "otlp-protocol", "OTEL_EXPORTER_OTLP_PROTOCOL",
          "otlp-service-name", "OTEL_SERVICE_NAME");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]+");

  private OptionNames() {}

  /// In a file; the first is the one to recommend.
  public static List<String> keys(OptionSpec option) {
    return Arrays.stream(option.names())
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2))
        .toList();
  }

  /// In the environment; the first that is set counts.
  public static List<String> variables(OptionSpec option) {
    List<String> all = new ArrayList<>();
    List<String> bare =
        keys(option).stream().map(key -> key.replace('-', '_').toUpperCase(Locale.ROOT)).toList();
    all.add(PREFIX + bare.getFirst());
    bare.stream().filter(TeiVariables.HEARD::contains).forEach(all::add);
    keys(option).stream().map(OPENTELEMETRY::get).filter(Objects::nonNull).forEach(all::add);
    return List.copyOf(all);
  }

  /// Whether a variable that is set is meant for us: not where it is empty. `HOSTNAME` holds the
  /// machine's name on most machines, and is an address to listen on only where it looks like one;
  /// `REVISION` is a model's only beside `MODEL_ID`.
  static boolean isMeant(String variable, Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty()
        && switch (variable) {
          case "HOSTNAME" -> ADDRESS.matcher(value).matches();
          case "REVISION" -> environment.containsKey("MODEL_ID");
          default -> true;
        };
  }
}
