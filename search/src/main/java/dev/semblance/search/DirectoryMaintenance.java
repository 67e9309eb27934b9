package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.Damage;
import dev.semblance.collection.Snapshot;
import dev.semblance.collection.Verification;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.FolderCheck;
import dev.semblance.search.index.SnapshotFolders;
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

  @Override
  public Snapshot snapshot(String name, String snapshot) {
    directory.requireWritable();
    return new SnapshotFolders(existing(name)).take(snapshot);
  }

  @Override
  public List<Snapshot> snapshots(String name) {
    return new SnapshotFolders(existing(name)).list();
  }

  @Override
  public void restore(String name, String snapshot) {
    directory.requireWritable();
    CollectionFolder folder = existing(name);
    CollectionFolder kept = new SnapshotFolders(folder).existing(snapshot);
    Verification found = FolderCheck.of(kept);
    if (!found.isClean()) {
      throw new SemblanceException(
          Fault.CORRUPT_INDEX,
          "snapshot %s of collection %s is damaged: %s; restore another one or a backup"
              .formatted(snapshot, name, String.join(", ", files(found))));
    }
    boolean present =
        collections
            .alone(
                folder,
                () -> {
                  folder.replaceBy(folder.copyBeside(kept));
                  return true;
                })
            .isPresent();
    if (!present) {
      throw directory.missing(name);
    }
  }

  @Override
  public boolean dropSnapshot(String name, String snapshot) {
    directory.requireWritable();
    return new SnapshotFolders(existing(name)).remove(snapshot);
  }

  @Override
  public void rename(String name, String to) {
    directory.requireWritable();
    CollectionFolder target = directory.folder(to);
    if (!collections.rename(existing(name), target)) {
      throw directory.missing(name);
    }
  }

  @Override
  public CollectionInfo reembed(String name, String model) {
    directory.requireWritable();
    CollectionFolder folder = existing(name);
    SwitchableCollection collection =
        collections.find(folder).orElseThrow(() -> directory.missing(name));
    ChangedIds changes =
        collection
            .startCopy()
            .orElseThrow(() ->
                new SemblanceException(
                    Fault.INVALID, "collection " + name + " is being re-embedded already"));
    try {
      new Reembedding(collections, folder, model).run(collection, changes);
    } finally {
      collection.endCopy();
    }
    return collection.info();
  }

  private static List<String> files(Verification found) {
    return found.damage().stream().map(Damage::files).flatMap(List::stream).toList();
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
