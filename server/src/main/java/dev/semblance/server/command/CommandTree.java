package dev.semblance.server.command;

import dev.semblance.SemblanceException;
import dev.semblance.server.settings.EffectiveSettings;
import dev.semblance.server.settings.SettingSources;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.RunLast;

/// `semblance` and the commands below it. *One thread at a time.*
public final class CommandTree {
  private static final int WIDTH = 100;

  private final SemblanceCommand root = new SemblanceCommand();
  private final CommandLine serve;
  private final CommandLine line;
  private final Map<String, String> environment;
  private final Failures failures;

  public CommandTree(Surroundings surroundings) {
    Terminal terminal = surroundings.terminal();
    environment = surroundings.environment();
    failures = new Failures(terminal);
    serve = new CommandLine(new ServeCommand(surroundings));
    line =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(serve)
            .addSubcommand(new EmbedCommand(surroundings))
            .addSubcommand(new IndexCommand(surroundings))
            .addSubcommand(new SearchCommand(surroundings))
            .addSubcommand(new EvaluateCommand(surroundings))
            .addSubcommand(new QuantizeCommand(surroundings))
            .addSubcommand(new ModelsCommand(surroundings))
            .addSubcommand(new RehearseCommand(surroundings))
            .setOut(terminal.outWriter())
            .setErr(terminal.errWriter())
            .setUsageHelpWidth(
                terminal.columns() == 0 ? WIDTH : Math.clamp(terminal.columns(), 60, WIDTH))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .setExecutionStrategy(parsed -> {
              root.logFormat().install(root.verbose());
              return new RunLast().execute(parsed);
            });
  }

  /// Runs the command that the arguments name.
  ///
  /// @return the process's exit code: 0, 1 for a failure, 2 for a command line nobody understands
  public int run(String... arguments) {
    try {
      takeSettings(arguments);
    } catch (SemblanceException e) {
      return failures.misunderstood(e);
    }
    return line.execute(arguments);
  }

  /// What `serve` does can be said in the environment and in a file too, and how to log is part of
  /// it.
  private void takeSettings(String[] arguments) {
    CommandSpec spec = serve.getCommandSpec();
    List<OptionSpec> settings =
        spec.options().stream().filter(EffectiveSettings::isSetting).toList();
    SettingSources sources = ConfigOption.sources(arguments, environment, settings);
    spec.defaultValueProvider(sources);
    line.getCommandSpec().defaultValueProvider(sources);
  }
}
