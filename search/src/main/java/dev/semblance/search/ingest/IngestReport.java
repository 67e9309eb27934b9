package dev.semblance.search.ingest;

import java.util.List;

/// What became of the documents of a source.
///
/// @param counts how many of them
/// @param reasons why documents were skipped: the first [#MAX_REASONS]
/// @param tokens embedded
/// @param seconds it took
public record IngestReport(
    IngestCounts counts, List<ReadResult.Bad> reasons, long tokens, double seconds) {
  /// How many reasons are kept.
  public static final int MAX_REASONS = 1_000;

  public IngestReport {
    reasons = List.copyOf(reasons);
  }

  /// @param written embedded and put on disk
  /// @param unchanged stood in the corpus already, the same
  /// @param skipped not in the corpus
  public record IngestCounts(long written, long unchanged, long skipped) {
    public long all() {
      return written + unchanged + skipped;
    }
  }

  /// Documents written in a second.
  public double documentsPerSecond() {
    return counts.written() / seconds;
  }

  /// Tokens embedded in a second.
  public double tokensPerSecond() {
    return tokens / seconds;
  }
}
