package dev.semblance.server.command.terminal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.search.ingest.IngestReport;
import dev.semblance.server.json.Json;
import java.nio.file.Path;
import java.util.List;

/// Prints the report of an ingest. *One thread at a time.*
///
/// @param terminal printed to
public record ReportPrinter(Terminal terminal) {
  /// Reasons printed at most; the rest is counted.
  private static final int REASONS = 10;

  /// One JSON object: what was indexed, unchanged and skipped, why, and the collection.
  public void printJson(IngestReport report, CollectionInfo collection) {
    IngestReport.IngestCounts counts = report.counts();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("indexed", counts.written())
            .put("unchanged", counts.unchanged())
            .put("skipped", counts.skipped())
            .put("removed", counts.removed())
            .put("tokens", report.tokens())
            .put("seconds", report.seconds());
    ArrayNode reasons = json.putArray("reasons");
    report
        .reasons()
        .forEach(skipped ->
            reasons.addObject().put("where", skipped.where()).put("reason", skipped.reason()));
    IngestReport.Notices notices = report.notices();
    put(json.putObject("replaced"), notices.replaced());
    put(json.putObject("assumed"), notices.assumed());
    put(json.putObject("truncated").put("tokens", notices.limit()), notices.truncated());
    put(json.putObject("split"), notices.split());
    json.putObject("collection")
        .put("name", collection.name())
        .put("documents", collection.documents())
        .put("bytes", collection.bytes())
        .put("model", collection.schema().modelName());
    terminal.out().println(json);
  }

  public void print(IngestReport report, CollectionInfo collection) {
    IngestReport.IngestCounts counts = report.counts();
    printNotes(report);
    terminal
        .out()
        .printf(
            "indexed  %s in %s: %s, %s/s, %s tokens/s%n",
            ReadableUnits.counted(counts.written(), "documents"),
            ReadableUnits.seconds(report.seconds()),
            ReadableUnits.counted(report.tokens(), "tokens"),
            ReadableUnits.rate(report.documentsPerSecond()),
            ReadableUnits.rate(report.tokensPerSecond()));
    if (counts.removed() > 0) {
      terminal
          .out()
          .printf(
              "removed  %s that left the files%n",
              ReadableUnits.counted(counts.removed(), "documents"));
    }
    if (counts.unchanged() + counts.skipped() > 0) {
      terminal
          .out()
          .printf(
              "besides  %s unchanged, %s skipped%n",
              ReadableUnits.counted(counts.unchanged(), "documents"),
              ReadableUnits.count(counts.skipped()));
    }
    terminal
        .out()
        .printf(
            "now      %s in %s, %s on disk, vectors of %s%n",
            ReadableUnits.counted(collection.documents(), "documents"),
            collection.name(),
            ReadableUnits.bytes(collection.bytes()),
            collection.schema().modelName());
  }

  /// Names what was not read because its name starts with a dot.
  public void printHidden(List<Path> hidden) {
    if (!hidden.isEmpty()) {
      var names =
          new IngestReport.NotedDocuments(
              hidden.size(), hidden.stream().limit(REASONS).map(Path::toString).toList());
      note("not read, since hidden: " + list(names));
    }
  }

  private void printNotes(IngestReport report) {
    for (IngestReport.Skipped skipped : report.reasons().stream().limit(REASONS).toList()) {
      note("skipped " + skipped.where() + ": " + skipped.reason());
    }
    long more = report.counts().skipped() - REASONS;
    if (more > 0) {
      note("… and %s more; --skipped FILE lists all".formatted(ReadableUnits.count(more)));
    }
    IngestReport.Notices notices = report.notices();
    notices.assumed().first().forEach(this::note);
    if (notices.assumed().count() > REASONS) {
      note(
          "… and %s more such files"
              .formatted(ReadableUnits.count(notices.assumed().count() - REASONS)));
    }
    if (notices.truncated().count() > 0) {
      note(
          "cut %s at %s, the model's limit; their vectors cover the beginning only: %s"
              .formatted(
                  ReadableUnits.counted(notices.truncated().count(), "texts"),
                  ReadableUnits.counted(notices.limit(), "tokens"),
                  list(notices.truncated())));
    }
    if (notices.split().count() > 0) {
      note(
          "split %s into passages: %s"
              .formatted(
                  ReadableUnits.counted(notices.split().count(), "long texts"),
                  list(notices.split())));
    }
    if (notices.replaced().count() > 0) {
      note(
          "replaced %s by others of the same id: %s (--id-prefix keeps files apart)"
              .formatted(
                  ReadableUnits.counted(notices.replaced().count(), "documents"),
                  list(notices.replaced())));
    }
  }

  private void note(String sentence) {
    terminal.note(sentence);
  }

  private static String list(IngestReport.NotedDocuments places) {
    long more = places.count() - places.first().size();
    String first = String.join("; ", places.first());
    return more > 0 ? "%s; … and %s more".formatted(first, ReadableUnits.count(more)) : first;
  }

  private static void put(ObjectNode json, IngestReport.NotedDocuments places) {
    ArrayNode first = json.put("documents", places.count()).putArray("first");
    places.first().forEach(first::add);
  }
}
