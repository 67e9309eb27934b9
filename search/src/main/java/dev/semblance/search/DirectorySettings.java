package dev.semblance.search;

/// Settings of a data directory.
///
/// @param openCollections how many collections keep their index open while they are not used, from
///   1; the one used least recently is closed first, and opened again by its next use
/// @param reserveBytes bytes of the disk that writes and merges leave free, so that documents can
///   be deleted when it is full otherwise, from 0
public record DirectorySettings(int openCollections, long reserveBytes) {
  /// 100 open collections: with at most one file descriptor each they fit into a limit of 256. 64
  /// MiB: room for the commits of some hundred thousand deletions.
  public static final DirectorySettings STANDARD = new DirectorySettings(100, 64L << 20);

  public DirectorySettings {
    if (openCollections < 1 || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "a data directory has at least one open collection and a reserve from 0, not "
              + openCollections
              + ", "
              + reserveBytes);
    }
  }
}
