package dev.semblance.bench;

import dev.semblance.SemblanceException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// `./semblance bench …`: compares Semblance with other libraries on this machine.
@Command(
    name = "semblance bench",
    description =
        "Compares Semblance with other libraries. Use ratios within one run: machine speed varies.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EncoderCommand.class,
      BulkCommand.class,
      SearchBenchCommand.class,
      FusionBenchCommand.class,
      LoadCommand.class,
      WritesBenchCommand.class,
      CollectionsBenchCommand.class,
      TokenizerDamageCommand.class,
      MalformedCommand.class
    })
final class BenchMain {
  /// A strong reference: the JDK drops a logger that is not referenced, and its level with it.
  private static final Logger ROOT = Logger.getLogger("");

  private BenchMain() {}

  private static int report(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(failure instanceof SemblanceException)) {
      throw failure;
    }
    System.err.println("semblance: " + failure.getMessage());
    return CommandLine.ExitCode.SOFTWARE;
  }

  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING); // hides the log lines of servers that start and stop
    int code =
        new CommandLine(new BenchMain())
            .setExecutionExceptionHandler(BenchMain::report)
            .execute(arguments);
    if (System.out.checkError()) {
      System.err.println(
          "semblance: standard output cannot be written, its disk is full or it is closed");
      code = CommandLine.ExitCode.SOFTWARE;
    }
    System.exit(code);
  }
}
