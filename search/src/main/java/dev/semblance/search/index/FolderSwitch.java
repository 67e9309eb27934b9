package dev.semblance.search.index;

import dev.semblance.io.AtomicFile;
import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Replaces the folder of a collection by another one, completely or not at all: a crash at any
/// moment leaves the old one or the new one, once the data directory is opened again.
///
/// The new folder gets a name that starts with `.swap-`; from then on it takes the place of the old
/// one, now or when the data directory is opened next. The snapshots of the old folder move to it.
final class FolderSwitch {
  static final String PREFIX = ".swap-";

  private static final int UUID_LENGTH = 36;

  private FolderSwitch() {}

  /// @param fresh a complete folder beside the old one, named by [CollectionFolder#sibling]
  static void replace(CollectionFolder old, Path fresh) throws IOException {
    Path swap = old.sibling(PREFIX);
    AtomicFile.move(fresh, swap);
    finish(swap);
  }

  /// Completes a replacement, which a crash may have interrupted at any step.
  static void finish(Path swap) throws IOException {
    String suffix = swap.getFileName().toString().substring(PREFIX.length());
    Path folder = swap.resolveSibling(suffix.substring(0, suffix.length() - UUID_LENGTH - 1));
    Path gone = swap.resolveSibling(CollectionFolder.GONE_PREFIX + suffix);
    if (Files.exists(folder)) {
      AtomicFile.move(folder, gone);
    }
    Path snapshots = gone.resolve(CollectionFolder.SNAPSHOTS);
    if (Files.exists(snapshots)) {
      AtomicFile.move(snapshots, swap.resolve(CollectionFolder.SNAPSHOTS));
    }
    AtomicFile.move(swap, folder);
    Trees.delete(gone);
  }
}
