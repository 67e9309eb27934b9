package dev.semblance.server.command.terminal;

import dev.semblance.collection.CollectionInfo;
import dev.semblance.search.ingest.IngestReport;

/// Prints the report of an ingest. *One thread at a time.*
///
/// @param terminal printed to
public record ReportPrinter(Terminal terminal) {
  /// Reasons printed at most; the rest is counted.
  private static final int REASONS = 10;

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
