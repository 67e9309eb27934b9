package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Verification;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.FolderCheck;
import java.util.List;

/// Care of the collections of a data directory. *Safe for use by many threads.*
final class DirectoryMaintenance implements CollectionMaintenance {
  private final DataDirectory directory;
  private final OpenCollections collections;

  DirectoryMaintenance(DataDirectory directory, OpenCollections collections) {
    this.directory = directory;
    this.collections = collections;
  }

  @Override
  public Verification verify(String name) {
    return FolderCheck.of(existing(name));
  }

  @Override
  public Verification repair(String name) {
    directory.requireWritable();
    CollectionFolder folder = existing(name);
    return collections
        .alone(folder, () -> repaired(folder))
        .orElseThrow(() -> directory.missing(name));
  }

  private static Verification repaired(CollectionFolder folder) {
    Verification found = FolderCheck.of(folder);
    if (!found.isRepairable()) {
      List<String> files =
          found.damage().stream()
              .filter(damage -> !damage.separable())
              .map(Damage::files)
              .flatMap(List::stream)
              .toList();
      throw new SemblanceException(
          Fault.CORRUPT_INDEX,
          ("collection %s cannot be repaired: %s is damaged, without which nothing can be read."
                  + " Restore a snapshot or a backup of its folder")
              .formatted(folder.name(), String.join(", ", files)));
    }
    if (!found.isClean()) {
      FolderCheck.repair(folder);
    }
    return found;
  }

  private CollectionFolder existing(String name) {
    CollectionFolder folder = directory.folder(name);
    if (!folder.exists()) {
      throw directory.missing(name);
    }
    return folder;
  }
}
