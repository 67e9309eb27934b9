package dev.semblance.search.index;

/// What the indexes of one data directory share.
///
/// @param open the indexes that are open
/// @param disk room that is left to deletions
/// @param activity counts of what they do
public record IndexContext(OpenIndexes open, DiskReserve disk, IndexActivity activity) {
  /// For a single index: nothing is closed while idle, no reserve.
  public static IndexContext standalone() {
    return new IndexContext(
        new OpenIndexes(Integer.MAX_VALUE), DiskReserve.NONE, new IndexActivity());
  }
}
