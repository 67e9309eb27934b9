package dev.semblance.search;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.DirectoryLock;
import dev.semblance.search.pipeline.PipelineCollection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A folder of collections, locked by one process. *Safe for use by many threads.*
///
/// Each collection is a folder of its name. It stores id and fingerprint of the model of its
/// vectors, and is opened with that model only. Collections stay open until the directory is
/// closed; every call for a name returns the same object.
public final class DataDirectory implements CollectionCatalog {
  private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());

  private final Path root;
  private final DirectoryLock lock;
  private final OpenCollections collections;

  private DataDirectory(Path root, DirectoryLock lock, Function<String, Embedder> embedders) {
    this.root = root;
    this.lock = lock;
    collections = new OpenCollections(root, embedders);
  }

  /// Opens a data directory, and creates it where it does not exist. Folders that a crash left
  /// incomplete are removed; a damaged collection is logged and does not affect the others.
  ///
  /// @param embedders model id → open embedder, which the directory does not close
  /// @throws SemblanceException INVALID when another process has it open, or it is no directory
  public static DataDirectory open(Path root, Function<String, Embedder> embedders) {
    try {
      Files.createDirectories(root);
      var lock = DirectoryLock.acquire(root);
      try {
        CollectionFolder.sweep(root);
        var directory = new DataDirectory(root, lock, embedders);
        directory.logDamage();
        return directory;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INVALID, "cannot open data directory " + root + ": " + e, e);
    }
  }

  /// The collections that can be read, by name. Neither opens a model nor waits for one.
  @Override
  public List<CollectionInfo> list() {
    List<CollectionInfo> infos = new ArrayList<>();
    for (CollectionFolder folder : folders()) {
      try {
        infos.add(info(folder));
      } catch (SemblanceException e) {
        boolean deletedMeanwhile = e.fault() == Fault.NOT_FOUND || !folder.exists();
        if (!deletedMeanwhile) {
          LOG.log(Level.WARNING, e.getMessage());
        }
      }
    }
    return infos;
  }

  /// Creates an empty collection; returns the existing one when it has that model. Only the caller
  /// waits for the model to open.
  @Override
  public DocumentCollection create(String name, String model) {
    return collections.create(folder(name), model);
  }

  @Override
  public DocumentCollection collection(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  private SemblanceException missing(String name) {
    String present = names();
    return new SemblanceException(
        Fault.NOT_FOUND,
        "no collection "
            + name
            + (present.isEmpty()
                ? "; there are none yet, index documents first"
                : "; there are: " + present));
  }

  /// Calls that arrive while the collection is being opened wait for that and get its failure; the
  /// next call opens it again. Calls for other names do not wait.
  @Override
  public Optional<DocumentCollection> find(String name) {
    return collections.find(folder(name));
  }

  /// Removes a collection, damaged or not. Waits for running writes, but not for a model that is
  /// being opened.
  @Override
  public boolean drop(String name) {
    return collections.delete(folder(name));
  }

  /// Closes every collection and releases the directory. Waits for running writes and for folders
  /// that are being created or removed, but not for a model that is being opened: calls that wait
  /// for that model fail with INVALID. Idempotent; a second call waits for the first.
  @Override
  public void close() {
    try {
      collections.close(lock);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INTERNAL, "cannot release " + root + ": " + e, e);
    }
  }

  private CollectionInfo info(CollectionFolder folder) {
    Optional<DocumentCollection> open = collections.now(folder.name());
    if (open.isPresent()) {
      return open.get().info();
    }
    try (var store = new LuceneStore(folder)) {
      return PipelineCollection.info(folder.name(), folder.metadata().schema(), store);
    }
  }

  private void logDamage() {
    list();
  }

  private CollectionFolder folder(String name) {
    collections.requireOpen();
    if (!CollectionFolder.isName(name)) {
      throw new SemblanceException(
          Fault.INVALID,
          "a collection's name has 1 to 64 letters, digits, - and _, and starts with a letter or"
              + " digit. Given: "
              + name);
    }
    return new CollectionFolder(root.resolve(name));
  }

  private List<CollectionFolder> folders() {
    try {
      return CollectionFolder.in(root);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INTERNAL, "cannot list " + root + ": " + e, e);
    }
  }

  private String names() {
    return folders().stream().map(CollectionFolder::name).collect(Collectors.joining(", "));
  }
}
