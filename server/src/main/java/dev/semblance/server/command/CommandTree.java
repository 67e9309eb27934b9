package dev.semblance.server.command;

import picocli.CommandLine;
import picocli.CommandLine.RunLast;

/// `semblance` and the commands below it. *One thread at a time.*
public final class CommandTree {
  private static final int WIDTH = 100;

  private final SemblanceCommand root = new SemblanceCommand();
  private final CommandLine line;

  public CommandTree(Surroundings surroundings) {
    Terminal terminal = surroundings.terminal();
    Failures failures = new Failures(terminal);
    line =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(new ServeCommand(surroundings))
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
    return line.execute(arguments);
  }
}
