package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Snapshot;
import dev.semblance.collection.StoreSize;
import dev.semblance.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;

/// The snapshots of a collection: folders of its form in `snapshots/`, whose index consists of hard
/// links to the files of a commit. Files of an index are never written again, so that a snapshot
/// costs no time and, as long as the collection has the same files, no room. *Safe for use by many
/// threads.*
///
/// @param collection whose they are
public record SnapshotFolders(CollectionFolder collection) {
  /// How often a commit is looked for whose files a merge does not remove meanwhile.
  private static final int ATTEMPTS = 20;

  /// Keeps the latest commit; durable on return. Writes may go on meanwhile.
  ///
  /// @throws SemblanceException INVALID when the name is used or cannot be one
  public Snapshot take(String name) {
    CollectionFolder snapshot = folder(name);
    if (snapshot.exists()) {
      throw new SemblanceException(
          Fault.INVALID,
          "collection %s has a snapshot %s; delete it first or choose another name"
              .formatted(collection.name(), name));
    }
    try {
      Files.createDirectories(root());
      copy(collection, snapshot);
      return of(snapshot);
    } catch (IOException e) {
      throw IndexFaults.writing(collection.path(), e);
    }
  }

  /// All, by name.
  public List<Snapshot> list() {
    if (!Files.isDirectory(root())) {
      return List.of();
    }
    try {
      List<Snapshot> snapshots = new ArrayList<>();
      for (CollectionFolder folder : CollectionFolder.in(root())) {
        snapshots.add(of(folder));
      }
      return snapshots;
    } catch (IOException e) {
      throw IndexFaults.reading(collection.path(), e);
    }
  }

  /// Removes a snapshot; returns whether it existed.
  public boolean remove(String name) {
    CollectionFolder snapshot = folder(name);
    if (!snapshot.exists()) {
      return false;
    }
    try {
      snapshot.remove();
      return true;
    } catch (IOException e) {
      throw IndexFaults.writing(collection.path(), e);
    }
  }

  /// The folder of an existing snapshot.
  ///
  /// @throws SemblanceException NOT_FOUND
  public CollectionFolder existing(String name) {
    CollectionFolder snapshot = folder(name);
    if (!snapshot.exists()) {
      throw new SemblanceException(
          Fault.NOT_FOUND,
          "collection %s has no snapshot %s; it has: %s"
              .formatted(
                  collection.name(),
                  name,
                  String.join(", ", list().stream().map(Snapshot::name).toList())));
    }
    return snapshot;
  }

  /// Makes a folder with the same index and metadata, which appears in one step.
  static void copy(CollectionFolder from, CollectionFolder to) throws IOException {
    to.appear(fresh -> {
      link(from, Files.createDirectory(fresh.resolve("index")));
      // After the index: it may have further fields then, but lacks none.
      from.metadata().write(fresh);
    });
  }

  private static void link(CollectionFolder from, Path target) throws IOException {
    Path index = from.indexPath();
    for (int attempt = 1; ; attempt++) {
      try (FSDirectory directory = FSDirectory.open(index)) {
        for (String file : SegmentInfos.readLatestCommit(directory).files(true)) {
          linkOrCopy(index.resolve(file), target.resolve(file));
        }
        AtomicFile.forceFolder(target);
        return;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        CollectionFolder.empty(target);
      }
    }
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException _) {
      // A file system without hard links.
      try (AtomicFile copy = AtomicFile.open(to)) {
        Files.copy(from, copy.stream());
        copy.commit();
      }
    }
  }

  private static Snapshot of(CollectionFolder folder) throws IOException {
    StoreSize size = folder.size();
    return new Snapshot(
        folder.name(),
        Files.getLastModifiedTime(folder.path().resolve(CollectionMetadata.FILE)).toInstant(),
        size.documents(),
        size.bytes());
  }

  private CollectionFolder folder(String name) {
    if (!CollectionFolder.isName(name)) {
      throw new SemblanceException(
          Fault.INVALID,
          "a snapshot's name has 1 to 64 letters, digits, - and _, and starts with a letter or"
              + " digit. Given: "
              + name);
    }
    return new CollectionFolder(root().resolve(name));
  }

  private Path root() {
    return collection.path().resolve(CollectionFolder.SNAPSHOTS);
  }
}
