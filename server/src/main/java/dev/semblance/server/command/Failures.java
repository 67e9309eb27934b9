package dev.semblance.server.command;

import dev.semblance.SemblanceException;
import dev.semblance.server.command.context.ResumableCommand;
import dev.semblance.server.command.context.SemblanceCommand;
import dev.semblance.server.command.context.UsageMessage;
import dev.semblance.server.command.terminal.StopSignal;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.settings.SettingSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
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

/// Prints a failure as one line on `err` and maps it to an exit code: 2 for an invalid command
/// line, 1 for anything else. Stack traces only with `--verbose`.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /// 128 and SIGPIPE, as a shell reports a program whose reader has ended.
  private static final int READER_ENDED = 141;

  private final Terminal terminal;
  private final StopSignal stop;

  Failures(Terminal terminal, StopSignal stop) {
    this.terminal = terminal;
    this.stop = stop;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(UsageMessage.of(failure) + place(failure) + " (see '" + name + " --help')");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    print(stop.isRequested() ? stopped(command) : sentence(failure));
    if (verbose(command)) {
      failure.printStackTrace(terminal.err());
    }
    return ExitCode.SOFTWARE;
  }

  private static String stopped(CommandLine command) {
    return resumes(command)
        ? "stopped; completed work is kept, and the same command resumes"
        : "stopped";
  }

  /// A subcommand that is a method is of its parent's class.
  private static boolean resumes(CommandLine line) {
    Object user = line.getCommandSpec().userObject();
    CommandLine parent = line.getParent();
    return (user instanceof ResumableCommand command && command.resumes())
        || (user instanceof Method
            && parent != null
            && parent.getCommandSpec().userObject() instanceof ResumableCommand);
  }

  /// Reports a failure after which the JVM can do little more.
  int fatal(Error failure) {
    print(sentence(failure));
    return ExitCode.SOFTWARE;
  }

  /// The exit code of a command whose output is flushed only now: a stream for printing does not
  /// throw.
  int afterOutput(int code) {
    if (!terminal.out().checkError()) {
      return code;
    }
    if (terminal.attached().piped()) {
      return READER_ENDED;
    }
    print(
        "standard output cannot be written, its disk is full or it is closed; the results are"
            + " incomplete");
    return ExitCode.SOFTWARE;
  }

  /// Reports invalid settings of the environment or of a file.
  int usageError(SemblanceException failure) {
    print(String.valueOf(failure.getMessage()));
    return ExitCode.USAGE;
  }

  /// The source of an invalid value, unless it is the command line.
  private static String place(ParameterException failure) {
    ArgSpec argument = failure.getArgSpec();
    String place =
        argument != null
                && failure.getCommandLine().getDefaultValueProvider() instanceof SettingSources all
            ? all.place(argument)
            : null;
    boolean elsewhere = place != null && argument.stringValues().isEmpty();
    return elsewhere ? ", set by " + place : "";
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
      case FileAlreadyExistsException existing -> existing.getFile() + " exists already";
      case FileSystemException failed -> failed.getFile() + ": " + failed.getReason();
      case IOException failed -> String.valueOf(failed.getMessage());
      case OutOfMemoryError full ->
          "not enough memory: %s; SEMBLANCE_JAVA_OPTS=-Xmx4g allows more"
              .formatted(full.getMessage());
      default ->
          "internal error, a defect of Semblance: " + failure + " (--verbose prints the stack)";
    };
  }

  private static boolean verbose(CommandLine command) {
    return SemblanceCommand.above(command.getCommandSpec()).verbose();
  }
}
