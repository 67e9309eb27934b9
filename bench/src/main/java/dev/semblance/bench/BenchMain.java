package dev.semblance.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./semblance bench …`: measures Semblance beside its peers, on this machine, now.
@Command(
    name = "semblance bench",
    description =
        "Measures Semblance beside its peers: ratios within one run, since machines are noisy.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EncoderCommand.class,
      BulkCommand.class,
      SearchBenchCommand.class,
      LoadCommand.class
    })
final class BenchMain {
  /// Held, because the JDK forgets a logger, and its level, that nobody holds.
  private static final Logger ROOT = Logger.getLogger("");

  private BenchMain() {}

  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING); // servers begin and end here all the time
    System.exit(new CommandLine(new BenchMain()).execute(arguments));
  }
}
