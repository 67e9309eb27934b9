package dev.semblance.server.command;

import dev.semblance.collection.CorpusInfo;
import dev.semblance.search.ingest.IngestReport;
import dev.semblance.search.ingest.Reading;

/// Tells what became of documents on their way into a collection. *One thread at a time.*
///
/// @param terminal where to
record ReportPrinter(Terminal terminal) {
  private static final int REASONS = 10;

  void print(IngestReport report, CorpusInfo corpus) {
    IngestReport.Counts counts = report.counts();
    for (Reading.Bad bad : report.reasons().stream().limit(REASONS).toList()) {
      terminal.note("skipped " + bad.where() + ": " + bad.reason());
    }
    if (counts.skipped() > REASONS) {
      terminal.note("… and " + Amounts.count(counts.skipped() - REASONS) + " more");
    }
    terminal
        .out()
        .printf(
            "indexed  %s in %s: %s, %s/s, %s tokens/s%n",
            Amounts.of(counts.written(), "documents"),
            Amounts.seconds(report.seconds()),
            Amounts.of(report.tokens(), "tokens"),
            Amounts.rate(report.documentsPerSecond()),
            Amounts.rate(report.tokensPerSecond()));
    if (counts.unchanged() + counts.skipped() > 0) {
      terminal
          .out()
          .printf(
              "besides  %s there already, %s skipped%n",
              Amounts.of(counts.unchanged(), "documents"), Amounts.count(counts.skipped()));
    }
    terminal
        .out()
        .printf(
            "now      %s in %s, %s on disk, vectors of %s%n",
            Amounts.of(corpus.documents(), "documents"),
            corpus.name(),
            Amounts.bytes(corpus.bytes()),
            corpus.model());
  }
}
