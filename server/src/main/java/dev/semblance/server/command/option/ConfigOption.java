package dev.semblance.server.command.option;

import dev.semblance.server.settings.SettingSources;
import dev.semblance.server.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `--config`, which is parsed before the other options, because it supplies their values.
public final class ConfigOption {
  private static final String VARIABLE = "SEMBLANCE_CONFIG";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file of settings: names of these options without dashes, and their values. Also"
              + " taken from SEMBLANCE_CONFIG. The command line takes precedence over the"
              + " environment, and the environment over the file; see docs/reference/settings.md.")
  private Optional<Path> file = Optional.empty();

  /// The sources of values for options that the command line does not give.
  ///
  /// @param options that may be set in a file
  /// @throws dev.semblance.SemblanceException INVALID, NOT_FOUND when the file cannot be used
  public static SettingSources sources(
      String[] arguments, Map<String, String> environment, List<OptionSpec> options) {
    ConfigOption config = new ConfigOption();
    try {
      var _ = new CommandLine(config).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
    } catch (ParameterException _) {
      // The whole command line is parsed next, which reports the error.
    }
    Optional<Path> named = Optional.ofNullable(environment.get(VARIABLE)).map(Path::of);
    return new SettingSources(
        environment,
        config
            .file
            .or(() -> named)
            .map(file -> SettingsFile.read(file, options))
            .orElse(SettingsFile.NONE));
  }
}
