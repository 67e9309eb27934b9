package dev.semblance.server.settings;

import dev.semblance.NearestWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/// Variables of the environment that begin with `SEMBLANCE_` and set nothing: mistyped ones, and
/// those that Kubernetes sets in every pod for a Service whose name begins with `semblance`.
public final class IgnoredVariables {
  private static final Set<String> READ_ELSEWHERE =
      Set.of("SEMBLANCE_CONFIG", "SEMBLANCE_JAVA_OPTS");

  /// Source: Kubernetes' documentation, "Accessing the Service: environment variables".
  private static final Pattern SERVICE_NAME =
      Pattern.compile("\\w+_(SERVICE_(HOST|PORT)(_\\w+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_\\w+)?)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private IgnoredVariables() {}

  /// Whether Kubernetes set a variable: `SEMBLANCE_PORT=tcp://10.96.1.7:8080`.
  static boolean isServiceAddress(String variable, String value) {
    return variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
  }

  /// A sentence for each variable that may be a mistyped setting, or is not the one meant.
  ///
  /// @param environment variables by name
  /// @param settings the options that variables set
  public static List<String> warnings(Map<String, String> environment, List<OptionSpec> settings) {
    Set<String> known = new HashSet<>(READ_ELSEWHERE);
    settings.forEach(option -> known.addAll(OptionNames.variables(option)));
    List<String> warnings = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          if (known.contains(name) && isServiceAddress(name, value)) {
            warnings.add(
                "environment variable %s=%s is ignored: Kubernetes sets it for a Service of this name"
                    .formatted(name, value));
          } else if (isUnknown(name, value, known)) {
            warnings.add(
                "environment variable %s sets nothing%s"
                    .formatted(name, NearestWord.question(name, known)));
          }
        });
    return warnings;
  }

  private static boolean isUnknown(String name, String value, Set<String> known) {
    return name.startsWith(OptionNames.PREFIX)
        && !known.contains(name)
        && !SERVICE_NAME.matcher(name).matches()
        && !isServiceAddress(name, value);
  }
}
