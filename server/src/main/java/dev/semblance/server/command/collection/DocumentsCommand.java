package dev.semblance.server.command.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.UsageMessage;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.CollectionOptions;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.http.collection.DocumentJson;
import dev.semblance.server.json.Json;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints and deletes documents.
@Command(
    name = "documents",
    description = {
      "Print and delete documents of a collection by their ids.",
      "",
      "While a server has the data directory open, the commands go through it."
    })
public final class DocumentsCommand implements Runnable {
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
      byte[] line = Json.write(json -> DocumentJson.write(json, document));
      context.terminal().out().println(new String(line, UTF_8));
    }
  }

  @Command(
      name = "delete",
      description = {
        "Delete documents. There is no way back.",
        "",
        "Exit code 1 means that none of the ids was there, 3 that some were not."
      })
  int delete(
      @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of documents.")
          List<String> ids,
      @Mixin CollectionOptions options,
      @Mixin CatalogOptions places) {
    String name = options.collection();
    try (OpenCatalog open = OpenCatalog.open(context, options.data(), places, name)) {
      Set<String> deleted = open.catalog().collection(name).delete(ids);
      List<String> missing = ids.stream().filter(id -> !deleted.contains(id)).toList();
      context
          .terminal()
          .out()
          .printf("deleted %s of %s%n", ReadableUnits.counted(deleted.size(), "documents"), name);
      if (!missing.isEmpty()) {
        context.terminal().note("not there: " + String.join(", ", missing));
      }
      return missing.isEmpty()
          ? ExitCode.OK
          : deleted.isEmpty() ? ExitCode.SOFTWARE : IndexCommand.SOME_SKIPPED;
    }
  }
}
