package dev.semblance.server.service.collection;

/// Limits of calls to collections. Immutable.
///
/// @param slices into which a stream of documents is cut
/// @param searches bounds of searches
public record CollectionLimits(Slices slices, SearchBounds searches) {
  public static final CollectionLimits STANDARD =
      new CollectionLimits(Slices.STANDARD, SearchBounds.STANDARD);

  /// Bounds of searches.
  ///
  /// @param concurrent how many run at the same time, from 1
  /// @param replyBytes most bytes of the documents in one reply, from 1
  public record SearchBounds(int concurrent, long replyBytes) {
    /// 64 at a time, of at most 8 MiB: within a heap of 2 GB.
    public static final SearchBounds STANDARD = new SearchBounds(64, 8 << 20);

    public SearchBounds {
      if (concurrent < 1 || replyBytes < 1) {
        throw new IllegalArgumentException(
            "bounds of searches are at least 1, not " + concurrent + ", " + replyBytes);
      }
    }
  }

  /// A slice of a stream of documents is written and acknowledged when either bound is reached.
  ///
  /// @param documents in a slice, from 1
  /// @param bytes of a slice on the wire, from 1
  public record Slices(int documents, int bytes) {
    public static final Slices STANDARD = new Slices(256, 4 << 20);

    public Slices {
      if (documents < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "a slice holds at least one document and one byte, not " + documents + ", " + bytes);
      }
    }
  }
}
