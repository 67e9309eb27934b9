package dev.semblance.server.command;

import dev.semblance.SemblanceException;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.settings.SettingSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Turns whatever goes wrong into one sentence on `err` and an exit code: 2 for a command line that
/// cannot be understood, 1 for anything else. Stack traces only with `--verbose`.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(failure.getMessage() + place(failure) + " (" + name + " --help says more)");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    print(sentence(failure));
    if (verbose(command)) {
      failure.printStackTrace(terminal.err());
    }
    return ExitCode.SOFTWARE;
  }

  /// Says what is wrong with something beside the command line's own words.
  int usageError(SemblanceException failure) {
    print(String.valueOf(failure.getMessage()));
    return ExitCode.USAGE;
  }

  /// Where the value stands that could not be used, unless it is on the command line.
  private static String place(ParameterException failure) {
    ArgSpec argument = failure.getArgSpec();
    String place =
        argument != null
                && failure.getCommandLine().getDefaultValueProvider() instanceof SettingSources all
            ? all.place(argument)
            : null;
    boolean elsewhere = place != null && argument.stringValues().isEmpty();
    return elsewhere ? ", says " + place : "";
  }

  private void print(String sentence) {
    terminal.note("semblance: " + sentence);
  }

  private static String sentence(Throwable failure) {
    return switch (failure) {
      case SemblanceException known -> String.valueOf(known.getMessage());
      case UncheckedIOException wrapped when wrapped.getCause() != null ->
          sentence(wrapped.getCause());
      case NoSuchFileException missing -> "no such file: " + missing.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileAlreadyExistsException existing -> existing.getFile() + " is in the way";
      case FileSystemException refused -> refused.getFile() + ": " + refused.getReason();
      case IOException refused -> String.valueOf(refused.getMessage());
      default -> "a defect of Semblance: " + failure + " (--verbose shows where)";
    };
  }

  private static boolean verbose(CommandLine command) {
    return command.getCommandSpec().root().userObject() instanceof SemblanceCommand root
        && root.verbose();
  }
}
