package dev.semblance.server.command;

import dev.semblance.Precision;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.server.command.collection.CollectionsCommand;
import dev.semblance.server.command.collection.DocumentsCommand;
import dev.semblance.server.command.collection.DrillCommand;
import dev.semblance.server.command.collection.EvaluateCommand;
import dev.semblance.server.command.collection.IndexCommand;
import dev.semblance.server.command.collection.SearchCommand;
import dev.semblance.server.command.collection.VerifyCommand;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.SemblanceCommand;
import dev.semblance.server.command.model.EmbedCommand;
import dev.semblance.server.command.model.ModelsCommand;
import dev.semblance.server.command.model.QuantizeCommand;
import dev.semblance.server.command.model.WarmupCommand;
import dev.semblance.server.command.option.ConfigOption;
import dev.semblance.server.command.option.NameConverter;
import dev.semblance.server.command.serve.DemoCommand;
import dev.semblance.server.command.serve.ServeCommand;
import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.output.VectorFormat;
import dev.semblance.server.settings.EffectiveSettings;
import dev.semblance.server.settings.SettingSources;
import dev.semblance.server.settings.TeiSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.RunLast;

/// `semblance` and the commands below it. *One thread at a time.*
public final class CommandTree {
  private static final int WIDTH = 100;

  /// The only command that opens no model.
  private static final String MODELS = "models";

  private static final String SERVE = "serve";

  private final SemblanceCommand root = new SemblanceCommand();
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
  private final CommandLine serve;
  private final CommandLine line = new CommandLine(root);
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Failures failures;

  public CommandTree(CommandContext context) {
    terminal = context.terminal();
    environment = context.environment();
    failures = new Failures(terminal, context.stop());
    serve = new CommandLine(new ServeCommand(context));
    TeiSettings.addFlagsWithoutEffect(serve.getCommandSpec());
    commands.put("demo", () -> new DemoCommand(context));
    commands.put(SERVE, () -> serve);
    commands.put("embed", () -> new EmbedCommand(context));
    commands.put("index", () -> new IndexCommand(context));
    commands.put("search", () -> new SearchCommand(context));
    commands.put("collections", () -> new CollectionsCommand(context));
    commands.put("documents", () -> new DocumentsCommand(context));
    commands.put("verify", () -> new VerifyCommand(context));
    commands.put("drill", () -> new DrillCommand(context));
    commands.put("evaluate", () -> new EvaluateCommand(context));
    commands.put("quantize", () -> new QuantizeCommand(context));
    commands.put(MODELS, () -> new ModelsCommand(context));
    commands.put(CompletionCommand.NAME, () -> new CompletionCommand(terminal));
    commands.put("warmup", () -> new WarmupCommand(context));
  }

  /// Runs the command that the arguments name.
  ///
  /// @return the process's exit code: 0, 1 for a failure, 2 for an invalid command line, 141 where
  ///   the reader of the output has ended
  public int run(String... arguments) {
    return failures.afterOutput(execute(withoutHelpCommand(arguments)));
  }

  /// `help` and `help COMMAND` as `--help` and `COMMAND --help`.
  private String[] withoutHelpCommand(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] asked = Arrays.copyOfRange(arguments, 1, arguments.length);
    boolean unknown = asked.length > 0 && !commands.containsKey(asked[0]);
    return unknown
        ? asked
        : Stream.concat(Arrays.stream(asked), Stream.of("--help")).toArray(String[]::new);
  }

  private int execute(String[] arguments) {
    addCommands(arguments);
    try {
      readSettings(arguments);
      return line.execute(arguments);
    } catch (SemblanceException e) {
      return failures.usageError(e);
    } catch (LinkageError | OutOfMemoryError e) {
      return failures.fatal(e);
    }
  }

  /// Adds the command that the arguments name, or all where they name none: reflection on the
  /// options of all commands takes a noticeable part of a start.
  private void addCommands(String[] arguments) {
    Optional<String> named = named(arguments).filter(name -> !name.equals(CompletionCommand.NAME));
    if (named.isPresent() && !named.get().equals(MODELS)) {
      Engine.prepare();
    }
    commands.forEach((name, command) -> {
      if (name.equals(named.orElse(name))) {
        line.addSubcommand(name, command.get());
      }
    });
    line.getSubcommands()
        .forEach((name, command) -> {
          UsageMessageSpec usage = command.getCommandSpec().usageMessage();
          usage.abbreviateSynopsis(command.getCommandSpec().requiredArgs().isEmpty());
          command
              .getHelpSectionMap()
              .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups(name.equals(SERVE)));
        });
    line.setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setUsageHelpWidth(
            terminal.columns() == 0 ? WIDTH : Math.clamp(terminal.columns(), 60, WIDTH))
        .registerConverter(VectorFormat.class, new NameConverter<>(VectorFormat.class))
        .registerConverter(Precision.class, new NameConverter<>(Precision.class))
        .registerConverter(LogFormat.class, new NameConverter<>(LogFormat.class))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(parsed -> {
          root.logFormat().install(root.logLevel());
          return new RunLast().execute(parsed);
        });
  }

  /// The command that the arguments name; empty where another word comes first, which may be a
  /// mistyped command.
  private Optional<String> named(String[] arguments) {
    boolean isValue = false;
    for (String argument : arguments) {
      if (commands.containsKey(argument)) {
        return Optional.of(argument);
      }
      if (!isValue && !argument.startsWith("-")) {
        return Optional.empty();
      }
      isValue = argument.startsWith("--log-");
    }
    return Optional.empty();
  }

  /// Lets options of `serve`, and those of logging, take values from the environment and a file.
  private void readSettings(String[] arguments) {
    CommandSpec spec = serve.getCommandSpec();
    List<OptionSpec> settings =
        spec.options().stream().filter(EffectiveSettings::isSetting).toList();
    SettingSources sources = ConfigOption.sources(arguments, environment, settings);
    spec.defaultValueProvider(sources);
    line.getCommandSpec().defaultValueProvider(sources);
  }
}
