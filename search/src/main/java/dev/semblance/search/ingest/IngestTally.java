package dev.semblance.search.ingest;

import dev.semblance.collection.WriteReport;
import java.util.ArrayList;
import java.util.List;

/// Counts what becomes of the documents of a run. *One thread at a time.*
final class IngestTally {
  private final long start = System.nanoTime();
  private final List<ReadResult.Bad> reasons = new ArrayList<>();
  private long written;
  private long unchanged;
  private long skipped;
  private long tokens;

  void skipped(ReadResult.Bad bad) {
    skipped++;
    if (reasons.size() < IngestReport.MAX_REASONS) {
      reasons.add(bad);
    }
  }

  void unchanged() {
    unchanged++;
  }

  void wrote(List<ReadResult.Good> slice, WriteReport report) {
    tokens += report.tokens();
    List<WriteReport.Outcome> outcomes = report.outcomes();
    for (int i = 0; i < slice.size(); i++) {
      switch (outcomes.get(i)) {
        case WriteReport.Outcome.Accepted _ -> written++;
        case WriteReport.Outcome.Refused(_, String reason) ->
            skipped(new ReadResult.Bad(slice.get(i).where(), reason));
      }
    }
  }

  long done() {
    return written + unchanged + skipped;
  }

  /// About how many there will be, judged by how much of the source has been read.
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
