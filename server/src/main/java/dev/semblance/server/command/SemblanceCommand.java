package dev.semblance.server.command;

import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.settings.LogLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `semblance` itself: what every command shares.
@SuppressWarnings("UnusedVariable") // picocli itself looks at `help` and `version`
@Command(
    name = "semblance",
    description = "Embeddings and hybrid semantic search on plain CPUs, in one Java process.",
    versionProvider = SemblanceCommand.VersionProvider.class,
    footer = {
      "",
      "First steps:",
      "  ./semblance demo                          index the JDK's documentation and search it",
      "  ./semblance serve                         answer over HTTP on port 8080",
      "  echo 'good morning' | ./semblance embed   one line in, one vector out",
      "",
      "Exit codes: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C.",
      "SEMBLANCE_JAVA_OPTS gives the JVM more flags, for example -Xmx2g."
    })
public final class SemblanceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this page.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show what runs here.")
  private boolean version;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Log more, and show where an error comes from.")
  private boolean verbose;

  @Option(
      names = "--log-level",
      scope = ScopeType.INHERIT,
      paramLabel = "trace|debug|info|warn|error|off",
      converter = LogLevel.LogLevelConverter.class,
      description =
          "From what level on to log: ${DEFAULT-VALUE} by default. --verbose is debug at least.",
      defaultValue = "info")
  private LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      paramLabel = "text|json",
      description = "The form of log lines on the error stream: ${DEFAULT-VALUE} by default.",
      defaultValue = "text")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--json-output",
      scope = ScopeType.INHERIT,
      hidden = true,
      arity = "0..1",
      fallbackValue = "true",
      description = "As --log-format json; so text-embeddings-inference has it.")
  private boolean jsonOutput;

  boolean verbose() {
    return verbose;
  }

  LogLevel logLevel() {
    return verbose && logLevel.compareTo(LogLevel.DEBUG) > 0 ? LogLevel.DEBUG : logLevel;
  }

  LogFormat logFormat() {
    return jsonOutput ? LogFormat.JSON : logFormat;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /// `--version`.
  static final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = SemblanceCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "semblance "
            + (version == null ? "(not packaged)" : version)
            + ", Java "
            + Runtime.version()
            + ", "
            + System.getProperty("os.arch")
      };
    }
  }
}
