package dev.semblance.server.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Values of options that are not on the command line: from the environment, else from a file, else
/// the option's default. *Safe for use by many threads.*
///
/// @param environment variables by name
/// @param file the settings file
public record SettingSources(Map<String, String> environment, SettingsFile file)
    implements IDefaultValueProvider {
  private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class);
  private static final Set<String> YES = Set.of("1", "y", "yes", "t", "on");
  private static final Set<String> NO = Set.of("0", "n", "no", "f", "off");

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    SourcedValue sourced = find(argument);
    return sourced == null ? null : sourced.value();
  }

  /// Where an option's value is set, for messages; null where it is in neither source.
  public @Nullable String place(ArgSpec argument) {
    SourcedValue sourced = find(argument);
    return sourced == null ? null : sourced.place();
  }

  /// The value of a variable with `yes`, `on`, `1` and their opposites as `true` and `false`.
  private static String normalized(String value, OptionSpec option) {
    if (!BOOLEANS.contains(option.type())) {
      return value;
    }
    String lower = value.strip().toLowerCase(Locale.ROOT);
    return YES.contains(lower) ? "true" : NO.contains(lower) ? "false" : value;
  }

  private @Nullable SourcedValue find(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || OptionNames.keys(option).isEmpty()) {
      return null;
    }
    for (String variable : OptionNames.variables(option)) {
      String value = environment.get(variable);
      if (value != null && OptionNames.applies(variable, environment)) {
        return new SourcedValue(normalized(value, option), "environment variable " + variable);
      }
    }
    return file.of(option);
  }
}
