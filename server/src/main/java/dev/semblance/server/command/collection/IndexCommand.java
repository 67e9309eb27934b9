package dev.semblance.server.command.collection;

import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.search.ingest.Ingest;
import dev.semblance.search.ingest.IngestReport;
import dev.semblance.search.ingest.Source;
import dev.semblance.search.ingest.SyncManifest;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.ModelOption;
import dev.semblance.server.command.context.ResumableCommand;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.CollectionOptions;
import dev.semblance.server.command.option.ReadOptions;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.ReportPrinter;
import dev.semblance.server.command.terminal.SkipFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes documents of files into a collection.
@Command(
    name = "index",
    description = {
      "Index files into a collection.",
      "",
      "Reads .jsonl, .json, .csv, .tsv and .parquet (id, title, text, and any other fields), .md,"
          + " .html, .pdf, .docx, .txt, source code, gzip of these, and folders of such files; - is"
          + " standard input. A document replaces the one with its id; an unchanged document is not"
          + " embedded again. Repeat an interrupted run to resume it.",
      "",
      "The id of a file that is one document is its path below the given folder, or its name where"
          + " the file itself is given: the working directory does not matter.",
      "",
      "While a server has the data directory open, the documents are written through it.",
      "",
      "What cannot be read, files of unknown kinds included, is reported with file and line and"
          + " skipped; hidden files and folders are named. Exit code 3 means that some were"
          + " skipped, 1 that nothing was indexed."
    },
    footer = {
      "",
      "A new collection is created with the model of --model, which cannot be changed later.",
      "",
      "Examples:",
      "  ./semblance index articles.jsonl",
      "  ./semblance index --data data --collection articles articles.jsonl.gz",
      "  ./semblance index --data data --collection notes --model bge-small-zh-v1.5 ~/notes",
      "  ./semblance index --delimiter ';' --text-column beschreibung tabelle.csv"
    })
public final class IndexCommand implements Callable<Integer>, ResumableCommand {
  /// Exit code of a run that skipped some documents and wrote or kept others.
  static final int SOME_SKIPPED = 3;

  private final CommandContext context;

  @Mixin private final CollectionOptions options = new CollectionOptions();
  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final CatalogOptions places = new CatalogOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders to read.")
  private List<Path> files = List.of();

  @Mixin private final ReadOptions reading = new ReadOptions();

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  public IndexCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Source source = reading.source(files, options.data().path());
    try (OpenCatalog open = OpenCatalog.openOrCreate(context, options.data(), places);
        var target = target(open.catalog())) {
      return index(source, target.collection());
    }
  }

  private int index(Source source, DocumentCollection collection) {
    IngestReport report = ingest(source, collection);
    ReportPrinter printer = new ReportPrinter(context.terminal());
    if (json) {
      printer.printJson(report, collection.info());
    } else {
      printer.print(report, collection.info());
      printer.printHidden(source.hidden());
    }
    if (report.counts().all() == 0) {
      context.terminal().note("semblance: no documents in " + source.name());
    }
    return exitCode(report.counts());
  }

  private static int exitCode(IngestReport.IngestCounts counts) {
    boolean nothing = counts.all() == counts.skipped();
    return nothing ? ExitCode.SOFTWARE : counts.skipped() > 0 ? SOME_SKIPPED : ExitCode.OK;
  }

  private IngestReport ingest(Source source, DocumentCollection collection) {
    try (SkipFile skips = SkipFile.open(reading.skipped());
        ProgressLine progress = context.progress("indexing", "documents")) {
      var ingest = new Ingest(collection, progress, skips);
      Optional<SyncManifest> manifest = reading.manifest(files, options.data().path(), manifest());
      return manifest.isPresent() ? ingest.sync(source, manifest.get()) : ingest.run(source);
    }
  }

  /// Where the manifest of `--sync` is, below the data directory's.
  private Path manifest() {
    Path file = Path.of(options.collection() + ".jsonl");
    return places
        .server()
        .map(server -> Path.of(server.getAuthority().replace(':', '-')).resolve(file))
        .orElse(file);
  }

  private TargetCollection target(CollectionCatalog catalog) {
    String name = options.collection();
    boolean present = catalog.list().stream().anyMatch(each -> each.name().equals(name));
    boolean asItIs = present && model.given().isEmpty();
    DocumentCollection collection =
        asItIs ? catalog.collection(name) : catalog.create(name, model.orDefault());
    return new TargetCollection(catalog, collection, name, !present);
  }

  /// The collection that is written. One that the run creates and leaves empty is removed again,
  /// since it would keep its model for good.
  ///
  /// @param collection closed with its catalog
  /// @param created whether this run has created it
  private record TargetCollection(
      CollectionCatalog catalog, DocumentCollection collection, String name, boolean created)
      implements AutoCloseable {
    @Override
    public void close() {
      if (created && collection.info().documents() == 0) {
        catalog.drop(name);
      }
    }
  }
}
