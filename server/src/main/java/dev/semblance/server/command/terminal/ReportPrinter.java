package dev.semblance.server.command.terminal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.search.ingest.IngestReport;
import dev.semblance.server.json.Json;

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
            .put("tokens", report.tokens())
            .put("seconds", report.seconds());
    ArrayNode reasons = json.putArray("reasons");
    report
        .reasons()
        .forEach(skipped ->
            reasons.addObject().put("where", skipped.where()).put("reason", skipped.reason()));
    json.putObject("collection")
        .put("name", collection.name())
        .put("documents", collection.documents())
        .put("bytes", collection.bytes())
        .put("model", collection.schema().vector().model());
    terminal.out().println(json);
  }

  public void print(IngestReport report, CollectionInfo collection) {
    IngestReport.IngestCounts counts = report.counts();
    for (IngestReport.Skipped skipped : report.reasons().stream().limit(REASONS).toList()) {
      terminal.note("skipped " + skipped.where() + ": " + skipped.reason());
    }
    if (counts.skipped() > REASONS) {
      terminal.note("… and " + ReadableUnits.count(counts.skipped() - REASONS) + " more");
    }
    terminal
        .out()
        .printf(
            "indexed  %s in %s: %s, %s/s, %s tokens/s%n",
            ReadableUnits.counted(counts.written(), "documents"),
            ReadableUnits.seconds(report.seconds()),
            ReadableUnits.counted(report.tokens(), "tokens"),
            ReadableUnits.rate(report.documentsPerSecond()),
            ReadableUnits.rate(report.tokensPerSecond()));
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
            collection.schema().vector().model());
  }
}
