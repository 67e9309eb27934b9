package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.WriteReport;
import java.util.ArrayList;
import java.util.List;

/// Counts the results of the documents of a run. *One thread at a time.*
final class IngestTally {
  private final long start = System.nanoTime();
  private final List<IngestReport.Skipped> reasons = new ArrayList<>();
  private long written;
  private long unchanged;
  private long skipped;
  private long tokens;

  void skipped(String where, String reason) {
    skipped++;
    if (reasons.size() < IngestReport.MAX_REASONS) {
      reasons.add(new IngestReport.Skipped(where, reason));
    }
  }

  void unchanged() {
    unchanged++;
  }

  /// @param window that the slice was read into
  void wrote(List<Entry> slice, WriteReport report, ReadWindow window) {
    tokens += report.tokens();
    for (int i = 0; i < slice.size(); i++) {
      switch (report.outcomes().get(i)) {
        case Outcome.Accepted _ -> written++;
        case Refused(_, String reason) -> skipped(window.where(slice.get(i).document()), reason);
      }
    }
  }

  long done() {
    return written + unchanged + skipped;
  }

  /// Estimate of the number of documents, by the share of the source that has been read.
  ///
  /// @param waiting read, but neither written nor skipped yet
  long expected(double share, int waiting) {
    long read = done() + waiting;
    return share <= 0 ? -1 : Math.max(read, Math.round(read / share));
  }

  IngestReport report() {
    var counts = new IngestReport.IngestCounts(written, unchanged, skipped);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new IngestReport(counts, reasons, tokens, seconds);
  }
}
