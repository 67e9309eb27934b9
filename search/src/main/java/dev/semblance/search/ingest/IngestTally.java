package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Counts the results of the documents of a run. *One thread at a time.*
final class IngestTally {
  private final long start = System.nanoTime();
  private final List<IngestReport.Skipped> reasons = new ArrayList<>();
  private final Consumer<IngestReport.Skipped> skips;
  private final FirstPlaces replaced = new FirstPlaces();
  private final FirstPlaces truncated = new FirstPlaces();
  private final FirstPlaces assumed = new FirstPlaces();
  private String lastAssumed = "";
  private final FirstPlaces split = new FirstPlaces();
  private int limit;
  private long written;
  private long unchanged;
  private long skipped;
  private long tokens;

  /// @param skips gets every item that is not written
  IngestTally(Consumer<IngestReport.Skipped> skips) {
    this.skips = skips;
  }

  void skipped(String where, String reason) {
    skipped++;
    var skip = new IngestReport.Skipped(where, reason);
    skips.accept(skip);
    if (reasons.size() < IngestReport.MAX_REASONS) {
      reasons.add(skip);
    }
  }

  /// @param sentence of [DocumentReader#assumption], which is the same for all documents of a file
  void assumed(String sentence) {
    if (!sentence.equals(lastAssumed)) {
      lastAssumed = sentence;
      assumed.add(sentence);
    }
  }

  void unchanged() {
    unchanged++;
  }

  /// @param window that the slice was read into
  void wrote(List<Entry> slice, WriteReport report, ReadWindow window) {
    tokens += report.tokens();
    for (int i = 0; i < slice.size(); i++) {
      Document document = slice.get(i).document();
      switch (report.outcomes().get(i)) {
        case Outcome.Accepted accepted -> wrote(document, accepted, window);
        case Refused(_, String reason) -> skipped(window.where(document), reason);
      }
    }
  }

  private void wrote(Document document, Outcome.Accepted outcome, ReadWindow window) {
    written++;
    String where = window.where(document);
    if (window.isReplacing(document)) {
      replaced.add("'%s' of %s".formatted(document.id(), where));
    }
    if (outcome.truncated()) {
      truncated.add(where);
      limit = Math.max(limit, outcome.truncatedAt());
    }
    if (outcome.passages() > 1) {
      split.add("%s into %d".formatted(where, outcome.passages()));
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
    var counts = new IngestReport.IngestCounts(written, unchanged, skipped, 0);
    double seconds = (System.nanoTime() - start) / 1e9;
    var notices =
        new IngestReport.Notices(
            replaced.places(), truncated.places(), limit, assumed.places(), split.places());
    return new IngestReport(counts, reasons, notices, tokens, seconds);
  }
}
