package dev.semblance.server.command.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.io.Trees;
import dev.semblance.search.DataDirectory;
import dev.semblance.search.DirectorySettings;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.option.DataOption;
import dev.semblance.server.settings.Quantity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tries on this machine and its disk what a crash loses.
@Command(
    name = "drill",
    description = {
      "Try on this machine what a crash loses.",
      "",
      "Kills processes that write into a temporary folder of the data directory, changes bits of"
          + " its files, and fills its reserve. Exit code 3 means that something acknowledged was"
          + " lost, or that damage was not found. Collections are not touched."
    })
public final class DrillCommand implements Callable<Integer> {
  private static final int FAILED = 3;

  private final CommandContext context;

  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "10",
      converter = Quantity.CountConverter.class,
      description = "How many processes are killed; ${DEFAULT-VALUE} by default.")
  private int kills = 10;

  @Option(
      names = "--flips",
      paramLabel = "N",
      defaultValue = "200",
      converter = Quantity.CountConverter.class,
      description = "How many bits are changed; ${DEFAULT-VALUE} by default.")
  private int flips = 200;

  public DrillCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(data.path());
    Path scratch = Files.createTempDirectory(data.path(), ".drill-");
    try {
      return run(scratch);
    } finally {
      Trees.delete(scratch);
    }
  }

  private int run(Path scratch) throws IOException, InterruptedException {
    PrintStream out = context.terminal().out();
    var random = new SplittableRandom();
    KillDrill.KillResult killed = new KillDrill(scratch, random).run(kills);
    out.printf(
        "%d kills         %d writes and deletions acknowledged; %d documents lost, %d writes half"
            + " there, %d deletions undone%n",
        kills, killed.batches(), killed.lost(), killed.half(), killed.resurrected());
    boolean refused = isRefusedWhenFull(scratch);
    out.printf(
        "full disk        %s%n",
        refused ? "the write was refused, deletions go on" : "the write was not refused");
    FlipDrill.FlipResult flipped = new FlipDrill(scratch, random).run(flips);
    out.printf(
        "%d changed bits  %d found, %d without effect, %d not found%n",
        flips, flipped.found(), flipped.harmless(), flipped.wrong());
    return killed.isGood() && refused && flipped.wrong() == 0 ? ExitCode.OK : FAILED;
  }

  /// With a reserve that is larger than the disk.
  private static boolean isRefusedWhenFull(Path scratch) {
    var settings = new DirectorySettings(1, scratch.toFile().getTotalSpace() + (1L << 30));
    try (var full = DataDirectory.open(scratch, _ -> ConstantEmbedder.MODEL, settings)) {
      var collection = full.collection(DrillWriter.COLLECTION);
      try {
        collection.write(Entry.ofAll(List.of(new Document("more", "", "than fits"))));
        return false;
      } catch (SemblanceException e) {
        return e.fault() == Fault.DISK_FULL
            && collection.get("more").isEmpty()
            && !collection.delete("absent");
      }
    }
  }
}
