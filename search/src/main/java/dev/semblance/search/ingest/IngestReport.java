package dev.semblance.search.ingest;

import java.util.List;

/// The result of writing the documents of a source to a collection.
///
/// @param reasons why documents were skipped: the first [#MAX_REASONS]
/// @param notices of written documents that may surprise
/// @param tokens how many were embedded
/// @param seconds it took
public record IngestReport(
    IngestCounts counts, List<Skipped> reasons, Notices notices, long tokens, double seconds) {
  /// How many reasons are kept.
  public static final int MAX_REASONS = 1_000;

  /// An item that was not written.
  ///
  /// @param where a file, and the line where it has lines
  public record Skipped(String where, String reason) {}

  /// What happened to some of the written documents.
  ///
  /// @param replaced another document that the collection held under their id
  /// @param truncated are longer than the model's limit, so that their vectors cover the beginning
  ///   only
  /// @param limit the tokens that those vectors cover; 0 when none is truncated
  /// @param assumed files that were read by what was found in them: sentences of
  ///   [DocumentReader#assumption]
  /// @param split were cut into passages, each with the number of its passages
  public record Notices(
      NotedDocuments replaced,
      NotedDocuments truncated,
      int limit,
      NotedDocuments assumed,
      NotedDocuments split) {}

  /// Documents of one kind.
  ///
  /// @param first the first of them, each with its place
  public record NotedDocuments(long count, List<String> first) {
    public NotedDocuments {
      first = List.copyOf(first);
    }
  }

  public IngestReport {
    reasons = List.copyOf(reasons);
  }

  /// @param written embedded and stored
  /// @param unchanged in the collection before
  /// @param skipped not written
  /// @param removed since they left their source
  public record IngestCounts(long written, long unchanged, long skipped, long removed) {
    /// Documents of the source.
    public long all() {
      return written + unchanged + skipped;
    }
  }

  IngestReport withRemoved(long removed) {
    var changed = new IngestCounts(counts.written, counts.unchanged, counts.skipped, removed);
    return new IngestReport(changed, reasons, notices, tokens, seconds);
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
