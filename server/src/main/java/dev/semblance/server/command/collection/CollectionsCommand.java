package dev.semblance.server.command.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.Snapshot;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.context.UsageMessage;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.DataOption;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.http.collection.CollectionJson;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists, shows, empties, deletes, renames, keeps and re-embeds collections.
@Command(
    name = "collections",
    description = {
      "List, show and change the collections of a data directory.",
      "",
      "While a server has the data directory open, the commands go through it."
    })
public final class CollectionsCommand implements Runnable {
  private static final String NAME = "NAME";
  private static final String SNAPSHOT = "SNAPSHOT";

  private final CommandContext context;

  @Spec private CommandSpec spec;

  public CollectionsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), UsageMessage.noCommand(spec.commandLine()));
  }

  @Command(name = "list", description = "List the collections with their sizes and models.")
  void list(
      @Mixin DataOption data,
      @Mixin CatalogOptions options,
      @Option(names = "--json", description = "Print the reply of GET /collections.")
          boolean json) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, "documents")) {
      List<CollectionInfo> infos = open.catalog().list();
      if (json) {
        context.terminal().out().println(new String(CollectionJson.ofAll(infos), UTF_8));
        return;
      }
      int widest = infos.stream().mapToInt(info -> info.name().length()).max().orElse(0);
      for (CollectionInfo info : infos) {
        context
            .terminal()
            .out()
            .printf(
                "%-" + Math.max(1, widest) + "s  %16s  %8s  %s%s%n",
                info.name(),
                ReadableUnits.counted(info.documents(), "documents"),
                ReadableUnits.bytes(info.bytes()),
                info.schema().modelName(),
                info.state() == CollectionState.READY ? "" : "  " + info.state().wireName());
      }
      if (infos.isEmpty()) {
        context.terminal().note("no collections");
      }
    }
  }

  @Command(name = "show", description = "Show a collection: its sizes, its model, its fingerprint.")
  void show(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Mixin DataOption data,
      @Mixin CatalogOptions options,
      @Option(names = "--json", description = "Print the reply of GET /collections/NAME.")
          boolean json) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      CollectionInfo info = find(open.catalog(), name);
      PrintStream out = context.terminal().out();
      if (json) {
        out.println(new String(CollectionJson.of(info), UTF_8));
        return;
      }
      out.println("collection   " + info.name());
      out.println("documents    " + ReadableUnits.counted(info.documents(), "documents"));
      out.println("on disk      " + ReadableUnits.bytes(info.bytes()));
      out.println("model        " + info.schema().modelName());
      out.println(
          "fingerprint  " + info.schema().model().map(ModelVersion::fingerprint).orElse("none"));
      out.println("state        " + info.state().wireName());
      out.println("fields       " + fields(info.schema()));
    }
  }

  private static String fields(Schema schema) {
    return schema.fields().entrySet().stream()
        .map(field -> field.getKey() + " (" + field.getValue().name() + ")")
        .collect(Collectors.joining(", "));
  }

  @Command(
      name = "create",
      description = "Create an empty collection, with a schema or for a model.")
  void create(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Mixin DataOption data,
      @Mixin CatalogOptions options,
      @ArgGroup(multiplicity = "1") NewCollection created) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      report("created", open.catalog().create(name, created.schema()).info());
    }
  }

  @Command(
      name = "empty",
      description =
          "Remove all documents of a collection; its name and model stay. There is no way back.")
  void empty(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      CollectionInfo info = find(open.catalog(), name);
      open.catalog().drop(name);
      var _ = open.catalog().create(name, info.schema());
      report("emptied", info);
    }
  }

  @Command(
      name = "delete",
      description = "Delete a collection with all its documents. There is no way back.")
  void delete(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      CollectionInfo info = find(open.catalog(), name);
      open.catalog().drop(name);
      report("deleted", info);
    }
  }

  @Command(name = "rename", description = "Give a collection another name, in one step.")
  void rename(
      @Parameters(index = "0", paramLabel = NAME, description = "The collection.") String name,
      @Parameters(index = "1", paramLabel = "TO", description = "Its new name.") String to,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      open.catalog().maintenance().rename(name, to);
      context.terminal().out().printf("renamed %s to %s%n", name, to);
    }
  }

  @Command(name = "snapshot", description = "Keep the state of a collection; writes go on.")
  void snapshot(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = SNAPSHOT,
              description = "The snapshot's name; made from the time by default.")
          @Nullable String snapshot,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      String used = snapshot == null ? CollectionMaintenance.timeName() : snapshot;
      print(open.catalog().maintenance().snapshot(name, used));
    }
  }

  @Command(name = "snapshots", description = "List the snapshots of a collection.")
  void snapshots(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      open.catalog().maintenance().snapshots(name).forEach(this::print);
    }
  }

  @Command(
      name = "restore",
      description =
          "Give a collection the state of a snapshot. What was written since is lost, unless it is"
              + " in another snapshot.")
  void restore(
      @Parameters(index = "0", paramLabel = NAME, description = "The collection.") String name,
      @Parameters(index = "1", paramLabel = SNAPSHOT, description = "Its snapshot.")
          String snapshot,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      open.catalog().maintenance().restore(name, snapshot);
      report("restored", find(open.catalog(), name));
    }
  }

  @Command(name = "forget", description = "Delete a snapshot. There is no way back.")
  void forget(
      @Parameters(index = "0", paramLabel = NAME, description = "The collection.") String name,
      @Parameters(index = "1", paramLabel = SNAPSHOT, description = "Its snapshot.")
          String snapshot,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      if (!open.catalog().maintenance().dropSnapshot(name, snapshot)) {
        throw new SemblanceException(
            Fault.NOT_FOUND, "no snapshot %s of collection %s".formatted(snapshot, name));
      }
      context.terminal().out().printf("deleted snapshot %s of %s%n", snapshot, name);
    }
  }

  @Command(
      name = "reembed",
      description =
          "Compute the vectors of a collection by another model; it is searched and written"
              + " meanwhile.")
  void reembed(
      @Parameters(paramLabel = NAME, description = "The collection.") String name,
      @Option(
              names = "--model",
              required = true,
              paramLabel = "MODEL",
              description = "The model: a name or a folder.")
          String model,
      @Mixin DataOption data,
      @Mixin CatalogOptions options) {
    try (OpenCatalog open = OpenCatalog.open(context, data, options, name)) {
      String id = OpenModels.absoluteName(model);
      report("re-embedded", open.catalog().maintenance().reembed(name, id));
    }
  }

  private void print(Snapshot snapshot) {
    context
        .terminal()
        .out()
        .printf(
            "%s  %s  %16s  %8s%n",
            snapshot.name(),
            snapshot.created().truncatedTo(ChronoUnit.SECONDS),
            ReadableUnits.counted(snapshot.documents(), "documents"),
            ReadableUnits.bytes(snapshot.bytes()));
  }

  /// Opens neither the model nor the index.
  private static CollectionInfo find(CollectionCatalog catalog, String name) {
    List<CollectionInfo> all = catalog.list();
    return all.stream()
        .filter(info -> info.name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(name, all.stream().map(CollectionInfo::name).toList()));
  }

  private static SemblanceException missing(String name, List<String> present) {
    return new SemblanceException(
        Fault.NOT_FOUND,
        "no collection %s; %s"
            .formatted(
                name,
                present.isEmpty()
                    ? "there are none yet"
                    : "there are: " + String.join(", ", present)));
  }

  private void report(String done, CollectionInfo info) {
    context
        .terminal()
        .out()
        .printf(
            "%s %s, %s%n", done, info.name(), ReadableUnits.counted(info.documents(), "documents"));
  }
}
