package dev.semblance.server.settings;

import java.util.Map;
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

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Given given = given(argument);
    return given == null ? null : given.value();
  }

  /// Where an option's value stands, for people, or null where that is in neither place.
  public @Nullable String place(ArgSpec argument) {
    Given given = given(argument);
    return given == null ? null : given.place();
  }

  private @Nullable Given given(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || OptionNames.keys(option).isEmpty()) {
      return null;
    }
    for (String variable : OptionNames.variables(option)) {
      String value = environment.get(variable);
      if (value != null && OptionNames.isMeant(variable, environment)) {
        return new Given(value, "environment variable " + variable);
      }
    }
    return file.of(option);
  }
}
