package dev.semblance.server.command.context;

import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.service.Version;
import dev.semblance.server.settings.LogLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root command, with the options of every command.
@SuppressWarnings("UnusedVariable") // `help` and `version` are read by picocli
@Command(
    name = "semblance",
    description = "Embeddings and hybrid semantic search on plain CPUs, in one Java process.",
    versionProvider = SemblanceCommand.VersionProvider.class,
    footer = {
      "",
      "First steps:",
      "  ./semblance demo                          index and search the JDK's documentation",
      "  ./semblance serve                         serve HTTP on port 8080",
      "  echo 'good morning' | ./semblance embed   one line in, one vector out",
      "",
      "'semblance help COMMAND' shows a command's options.",
      "",
      "Exit codes: 0 success, 1 failure, 2 invalid command line, 3 some documents were skipped,",
      "130 stopped by Ctrl-C, 141 the reader of the output has ended.",
      "SEMBLANCE_JAVA_OPTS adds flags for the JVM, for example -Xmx2g."
    })
public final class SemblanceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of Semblance and Java.")
  private boolean version;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Log at level debug, and print the stack trace of an error.")
  private boolean verbose;

  @Option(
      names = "--log-level",
      scope = ScopeType.INHERIT,
      paramLabel = "trace|debug|info|warn|error|off",
      converter = LogLevel.LogLevelConverter.class,
      description =
          "Lowest level that is logged: ${DEFAULT-VALUE} by default. --verbose implies debug.",
      defaultValue = "info")
  private LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      paramLabel = "text|json",
      description = "Format of log lines on the error stream: ${DEFAULT-VALUE} by default.",
      defaultValue = "text")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--json-output",
      scope = ScopeType.INHERIT,
      hidden = true,
      arity = "0..1",
      fallbackValue = "true",
      description = "Same as --log-format json; an option of text-embeddings-inference.")
  private boolean jsonOutput;

  /// The root above a command.
  public static SemblanceCommand above(CommandSpec command) {
    return command.root().userObject() instanceof SemblanceCommand root
        ? root
        : new SemblanceCommand();
  }

  public boolean verbose() {
    return verbose;
  }

  public LogLevel logLevel() {
    return verbose && logLevel.compareTo(LogLevel.DEBUG) > 0 ? LogLevel.DEBUG : logLevel;
  }

  public LogFormat logFormat() {
    return jsonOutput ? LogFormat.JSON : logFormat;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), UsageMessage.noCommand(spec.commandLine()));
  }

  /// `--version`.
  static final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "semblance "
            + Version.NUMBER
            + ", Java "
            + Runtime.version()
            + ", "
            + System.getProperty("os.arch")
      };
    }
  }
}
