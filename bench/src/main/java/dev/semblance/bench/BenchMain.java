package dev.semblance.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./semblance bench …`: measures Semblance beside its peers, on this machine, now.
@Command(
    name = "semblance bench",
    description =
        "Measures Semblance beside its peers: ratios within one run, since machines are noisy.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {EncoderCommand.class, BulkCommand.class, SearchCommand.class, LoadCommand.class})
final class BenchMain {
  private BenchMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchMain()).execute(arguments));
  }
}
