package dev.semblance.server.command.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Document;
import dev.semblance.query.ListRequest;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.UsageMessage;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.CollectionOptions;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.http.collection.DocumentJson;
import dev.semblance.server.json.Json;
import dev.semblance.server.settings.Quantity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints and deletes documents.
@Command(
    name = "documents",
    description = {
      "Print, list and delete documents of a collection.",
      "",
      "While a server has the data directory open, the commands go through it."
    })
public final class DocumentsCommand implements Runnable {
  /// Documents that are read together.
  private static final int LIST_PAGE = 200;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  public DocumentsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), UsageMessage.noCommand(spec.commandLine()));
  }

  @Command(name = "get", description = "Print a document as one JSON object.")
  void get(
      @Parameters(paramLabel = "ID", description = "The document's id.") String id,
      @Mixin CollectionOptions options,
      @Mixin CatalogOptions places) {
    String name = options.collection();
    try (OpenCatalog open = OpenCatalog.open(context, options.data(), places, name)) {
      Document document =
          open.catalog()
              .collection(name)
              .get(id)
              .orElseThrow(() ->
                  new SemblanceException(
                      Fault.NOT_FOUND, "no document '%s' in collection %s".formatted(id, name)));
      print(document);
    }
  }

  @Command(
      name = "list",
      description = {
        "Print documents in the order of their ids, each as one JSON object in a line.",
        "",
        "Example: ./semblance documents list --collection articles --filter 'year >= 2020'"
      })
  void list(
      @Option(
              names = "-k",
              paramLabel = "N",
              converter = Quantity.CountConverter.class,
              description = "Most documents; all by default.")
          @Nullable Integer most,
      @Mixin FilterOption filter,
      @Mixin CollectionOptions options,
      @Mixin CatalogOptions places) {
    String name = options.collection();
    try (OpenCatalog open = OpenCatalog.open(context, options.data(), places, name)) {
      DocumentCollection collection = open.catalog().collection(name);
      int left = most == null ? Integer.MAX_VALUE : most;
      String after = "";
      while (left > 0) {
        int count = Math.min(left, LIST_PAGE);
        List<Document> page = collection.list(ListRequest.of(filter.filter(), after, count));
        page.forEach(this::print);
        left = page.size() < count ? 0 : left - count;
        after = page.isEmpty() ? after : page.getLast().id();
      }
    }
  }

  private void print(Document document) {
    byte[] line = Json.write(json -> DocumentJson.write(json, document));
    context.terminal().out().println(new String(line, UTF_8));
  }

  @Command(
      name = "delete",
      description = {
        "Delete documents, by their ids or by a filter. There is no way back.",
        "",
        "Exit code 1 means that none of the ids was there, 3 that some were not."
      })
  int delete(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of documents.")
          @Nullable List<String> given,
      @Mixin FilterOption filter,
      @Mixin CollectionOptions options,
      @Mixin CatalogOptions places) {
    String name = options.collection();
    List<String> ids = given == null ? List.of() : given;
    if (ids.isEmpty() != filter.isGiven()) {
      throw new ParameterException(spec.commandLine(), "give ids of documents, or --filter");
    }
    try (OpenCatalog open = OpenCatalog.open(context, options.data(), places, name)) {
      if (filter.isGiven()) {
        long count = open.catalog().collection(name).delete(filter.filter());
        printDeleted(count, name);
        return ExitCode.OK;
      }
      Set<String> deleted = open.catalog().collection(name).delete(ids);
      List<String> missing = ids.stream().filter(id -> !deleted.contains(id)).toList();
      printDeleted(deleted.size(), name);
      if (!missing.isEmpty()) {
        context.terminal().note("not there: " + String.join(", ", missing));
      }
      return missing.isEmpty()
          ? ExitCode.OK
          : deleted.isEmpty() ? ExitCode.SOFTWARE : IndexCommand.SOME_SKIPPED;
    }
  }

  private void printDeleted(long count, String name) {
    context
        .terminal()
        .out()
        .printf("deleted %s of %s%n", ReadableUnits.counted(count, "documents"), name);
  }
}
