package dev.semblance.server.command.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Verification;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.DataOption;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.http.collection.VerificationJson;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Compares the checksums of collections' files, and removes what is damaged.
@Command(
    name = "verify",
    description = {
      "Check every file of collections against its checksum.",
      "",
      "Prints the damaged files and the documents they hold. Exit code 3 means that a collection is"
          + " damaged; after --repair, that it still is. While a server has the data directory"
          + " open, the check goes through it."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final int DAMAGED = 3;

  private final CommandContext context;

  @Mixin private final DataOption data = new DataOption();

  @Mixin private final CatalogOptions places = new CatalogOptions();

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description = "The collection; all of the data directory by default.")
  private Optional<String> collection = Optional.empty();

  @Option(
      names = "--repair",
      description =
          "Remove the damaged parts of the index; their documents are lost, and their ids are"
              + " printed where they can be read.")
  private boolean repair;

  @Option(names = "--json", description = "Print one JSON object for each collection.")
  private boolean json;

  public VerifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String shown = collection.orElse("documents");
    try (OpenCatalog open = OpenCatalog.open(context, data, places, shown)) {
      List<String> names =
          collection
              .map(List::of)
              .orElseGet(() -> open.catalog().list().stream().map(CollectionInfo::name).toList());
      boolean damaged = false;
      for (String name : names) {
        damaged |= !isWhole(open.catalog().maintenance(), name);
      }
      return damaged ? DAMAGED : ExitCode.OK;
    }
  }

  /// Whether the collection is undamaged, or is now.
  private boolean isWhole(CollectionMaintenance maintenance, String name) {
    Verification found = maintenance.verify(name);
    print(found);
    if (found.isClean() || !repair) {
      return found.isClean();
    }
    if (!found.isRepairable()) {
      context
          .terminal()
          .note("%s cannot be repaired; restore a snapshot or a backup".formatted(name));
      return false;
    }
    var _ = maintenance.repair(name);
    return maintenance.verify(name).isClean();
  }

  private void print(Verification found) {
    PrintStream out = context.terminal().out();
    if (json) {
      out.println(new String(VerificationJson.of(found), UTF_8));
      return;
    }
    out.printf(
        "%s  %s, %s  %s%n",
        found.collection(),
        ReadableUnits.counted(found.files(), "files"),
        ReadableUnits.bytes(found.bytes()),
        found.isClean() ? "no damage" : "damaged");
    for (Damage damage : found.damage()) {
      out.printf("  %s: %s%n", String.join(", ", damage.files()), documents(damage));
      damage.ids().forEach(id -> out.println("    " + id));
    }
  }

  private String documents(Damage damage) {
    if (!damage.separable()) {
      return "the collection cannot be read without it";
    }
    return ReadableUnits.counted(damage.documents(), "documents")
        + (repair ? " removed" : " affected")
        + (damage.ids().isEmpty() ? ", whose ids cannot be read" : "");
  }
}
