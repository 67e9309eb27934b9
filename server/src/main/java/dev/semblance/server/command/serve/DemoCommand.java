package dev.semblance.server.command.serve;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.query.SearchRequest;
import dev.semblance.search.DataDirectory;
import dev.semblance.search.ingest.Ingest;
import dev.semblance.search.ingest.IngestReport;
import dev.semblance.search.ingest.Source;
import dev.semblance.search.ingest.jdk.JdkDocs;
import dev.semblance.server.access.ListenCheck;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.context.ResumableCommand;
import dev.semblance.server.command.context.SemblanceCommand;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.option.RangesOptions;
import dev.semblance.server.command.terminal.HitPrinter;
import dev.semblance.server.command.terminal.LogFormat;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.command.terminal.ReportPrinter;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.settings.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Indexes the documentation of the running JDK, searches it and serves it.
@Command(
    name = "demo",
    description = {
      "Index the documentation of the running JDK, run three searches, and serve it.",
      "",
      "Reads the doc comments of all public types and methods from the JDK's lib/src.zip, embeds"
          + " and indexes them. The index is kept and reused by the next run, unless the JDK has"
          + " changed. After Ctrl-C the next run resumes."
    },
    footer = {
      "",
      "Examples:",
      "  ./semblance demo",
      "  ./semblance demo --limit 500 --no-serve",
      "  ./semblance search --data demo-data --collection jdk 'sort a list by a key'"
    })
public final class DemoCommand implements Callable<Integer>, ResumableCommand {
  private static final String COLLECTION = "jdk";
  private static final int HITS = 3;
  private static final List<String> QUESTIONS =
      List.of(
          "how do I read all lines of a file",
          "make an unmodifiable list of some elements",
          "run a task again and again after a delay");

  /// Types that answer the questions; indexed first, so that a short demo has the answers too.
  private static final List<String> ANSWERS =
      List.of(
          "java.base/java/util/Timer.java",
          "java.base/java/util/List.java",
          "java.base/java/nio/file/Files.java");

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "Index only the first N documents, from 1: those of some types that the searches are"
              + " about, then package by package. 500 are enough for the three searches.")
  private Optional<Integer> limit = Optional.empty();

  @Option(names = "--no-serve", description = "Exit after the three searches.")
  private boolean noServe;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "demo-data",
      description = "Data directory for the index; ${DEFAULT-VALUE} by default.")
  private Path data = Path.of("demo-data");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = Quantity.PortConverter.class,
      description = "The port to serve on; ${DEFAULT-VALUE} by default, 0 for any.")
  private int port = 8080;

  @Mixin private final EncoderOption encoder = new EncoderOption();

  public DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    HttpSettings settings = HttpSettings.STANDARD.withPort(port);
    if (!noServe) {
      ListenCheck.check(settings.listenAddress(), "--port");
    }
    JdkDocs docs = JdkDocs.ofRunningJdk().beginningWith(ANSWERS);
    try (OpenModels models = context.models(encoder);
        DataDirectory directory = DataDirectory.open(data, models)) {
      DocumentCollection collection = index(docs, directory);
      for (String question : QUESTIONS) {
        printHits(question, collection);
      }
      if (!noServe) {
        LogFormat format = SemblanceCommand.above(spec).logFormat();
        new ServerRunner(context, ServerSettings.over(settings), format)
            .runUntilStopped(
                ModelRegistry.of(List.of(models.apply(OpenModels.DEFAULT))),
                directory,
                RangesOptions.InitialRanges.of(data));
      }
    }
    return ExitCode.OK;
  }

  private DocumentCollection index(JdkDocs docs, DataDirectory directory) throws IOException {
    Terminal terminal = context.terminal();
    IndexedJdk present = IndexedJdk.read(data);
    IndexedJdk wanted = IndexedJdk.of(docs, limit.map(Integer::longValue).orElse(Long.MAX_VALUE));
    if (!present.sameJdk(wanted)) {
      directory.drop(COLLECTION);
    }
    DocumentCollection collection = directory.create(COLLECTION, OpenModels.DEFAULT);
    if (present.covers(wanted)) {
      terminal
          .out()
          .printf(
              "reusing  %s of %s in %s%n",
              ReadableUnits.counted(collection.info().documents(), "documents"), docs.name(), data);
      return collection;
    }
    terminal.out().printf("reading  %s%n", docs.name());
    Source source = limit.<Source>map(docs::first).orElse(docs);
    wanted.begin(data);
    IngestReport report;
    try (ProgressLine progress = context.progress("indexing", "documents")) {
      report = new Ingest(collection, progress).run(source);
    }
    new ReportPrinter(terminal).print(report, collection.info());
    wanted.write(data);
    return collection;
  }

  private void printHits(String question, DocumentCollection collection) {
    context.terminal().out().printf("%n? %s%n", question);
    SearchRequest request = SearchRequest.hybrid(question, HITS);
    new HitPrinter(context.terminal()).print(collection.search(request));
  }
}
