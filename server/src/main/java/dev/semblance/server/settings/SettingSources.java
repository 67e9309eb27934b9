package dev.semblance.server.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Values of options that the command line does not give: from the environment, else from a file,
/// else the option's own default. *Safe for use by many threads.*
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
    SourcedValue given = find(argument);
    return given == null ? null : given.value();
  }

  /// Where an option's value stands, for people, or null where that is in neither place.
  public @Nullable String place(ArgSpec argument) {
    SourcedValue given = find(argument);
    return given == null ? null : given.place();
  }

  /// What a variable says as an option has it: variables say yes and no in several ways.
  private static String normalized(String value, OptionSpec option) {
    if (!BOOLEANS.contains(option.type())) {
      return value;
    }
    String word = value.strip().toLowerCase(Locale.ROOT);
    return YES.contains(word) ? "true" : NO.contains(word) ? "false" : value;
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
