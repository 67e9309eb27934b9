package dev.semblance.search;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CatalogStatistics;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.io.IoReason;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.DirectoryLock;
import dev.semblance.search.index.DiskReserve;
import dev.semblance.search.index.IndexActivity;
import dev.semblance.search.index.IndexContext;
import dev.semblance.search.index.OpenIndexes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A folder of collections, locked by one process. *Safe for use by many threads.*
///
/// A folder that this process may not write, such as one that is mounted read-only, is opened for
/// reading and without a lock: any number of processes may search it.
///
/// Each collection is a folder of its name. It stores id and fingerprint of the model of its
/// vectors, which the first use that embeds opens. Every call for a name returns the same object
/// until the collection is dropped. The index of a collection that is not used may be closed
/// meanwhile ([DirectorySettings]).
public final class DataDirectory implements CollectionCatalog {
  private final Path root;
  private final @Nullable DirectoryLock lock;
  private final IndexContext indexes;
  private final CollectionListing listing;
  private final OpenCollections collections;

  private DataDirectory(
      Path root,
      @Nullable DirectoryLock lock,
      Function<String, Embedder> embedders,
      DirectorySettings settings,
      Function<IndexContext, StoreFactory> stores) {
    this.root = root;
    this.lock = lock;
    indexes =
        new IndexContext(
            new OpenIndexes(settings.openCollections()),
            DiskReserve.on(root, settings.reserveBytes()),
            new IndexActivity());
    listing = new CollectionListing(lock == null);
    collections = new OpenCollections(root, embedders, stores.apply(indexes), listing);
  }

  /// As [#open(Path, Function, DirectorySettings)], with [DirectorySettings#STANDARD].
  public static DataDirectory open(Path root, Function<String, Embedder> embedders) {
    return open(root, embedders, DirectorySettings.STANDARD);
  }

  /// Opens a data directory, and creates it where it does not exist. Opens no collection. Folders
  /// that a crash left incomplete are removed; a damaged collection is logged and does not affect
  /// the others.
  ///
  /// @param embedders model id → open embedder, which the directory does not close
  /// @throws SemblanceException INVALID when another process has it open, or it is no directory
  public static DataDirectory open(
      Path root, Function<String, Embedder> embedders, DirectorySettings settings) {
    return open(root, embedders, settings, StoreFactory::onLucene);
  }

  /// As [#open(Path, Function, DirectorySettings)], with other stores below the collections.
  ///
  /// @param stores from what the indexes of the directory share
  static DataDirectory open(
      Path root,
      Function<String, Embedder> embedders,
      DirectorySettings settings,
      Function<IndexContext, StoreFactory> stores) {
    if (Files.isDirectory(root) && !Files.isWritable(root)) {
      return openToRead(root, embedders, settings, stores);
    }
    try {
      Files.createDirectories(root);
      var lock = DirectoryLock.acquire(root);
      try {
        CollectionFolder.sweep(root);
        var directory = new DataDirectory(root, lock, embedders, settings, stores);
        directory.logDamage();
        return directory;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INVALID, "cannot open data directory " + root + ": " + IoReason.of(e), e);
    }
  }

  /// Opens an existing data directory without locking or changing it.
  static DataDirectory openToRead(
      Path root,
      Function<String, Embedder> embedders,
      DirectorySettings settings,
      Function<IndexContext, StoreFactory> stores) {
    var directory = new DataDirectory(root, null, embedders, settings, stores);
    directory.logDamage();
    return directory;
  }

  /// Where a server answers for a data directory, if one has it open.
  public static Optional<URI> servedAt(Path root) {
    return DirectoryLock.address(root);
  }

  /// Notes in the directory where a server of this process answers for it.
  ///
  /// @throws SemblanceException INTERNAL when the disk refuses
  public void announce(URI address) {
    if (lock == null) {
      return;
    }
    try {
      lock.announce(address);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "cannot write to " + root + ": " + IoReason.of(e), e);
    }
  }

  /// Neither waits for a model nor for a collection that is being opened, created or dropped.
  @Override
  public List<CollectionInfo> list() {
    return folders().stream().map(this::info).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<CollectionInfo> info(String name) {
    CollectionFolder folder = folder(name);
    return folder.exists() ? info(folder) : Optional.empty();
  }

  @Override
  public CatalogStatistics statistics() {
    OpenIndexes open = indexes.open();
    return new CatalogStatistics(
        folders().size(), open.count(), open.segments(), indexes.activity().counts());
  }

  /// Creates an empty collection; returns the existing one when it has that model. Only the caller
  /// waits for the model to open.
  @Override
  public DocumentCollection create(String name, String model) {
    return create(name, Schema.inferred(new ModelVersion(model, ""), 0));
  }

  @Override
  public DocumentCollection create(String name, Schema schema) {
    CollectionFolder folder = folder(name);
    if (!folder.exists()) {
      requireWritable();
    }
    return collections.create(folder, schema);
  }

  @Override
  public DocumentCollection collection(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  SemblanceException missing(String name) {
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
    return collections.find(folder(name)).map(open -> open);
  }

  @Override
  public CollectionMaintenance maintenance() {
    return new DirectoryMaintenance(this, collections);
  }

  /// Removes a collection, damaged or not. Waits for running writes.
  @Override
  public boolean drop(String name) {
    requireWritable();
    return collections.delete(folder(name));
  }

  /// Closes every collection and releases the directory. Waits for running writes and for folders
  /// that are being created or removed, but not for a model that is being opened. Idempotent; a
  /// second call waits for the first.
  @Override
  public void close() {
    try {
      collections.close(lock == null ? () -> {} : lock);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "cannot release " + root + ": " + IoReason.of(e), e);
    }
  }

  private Optional<CollectionInfo> info(CollectionFolder folder) {
    Optional<DocumentCollection> open = collections.now(folder.name());
    if (open.isEmpty()) {
      return listing.info(folder);
    }
    try {
      return Optional.of(open.get().info());
    } catch (SemblanceException e) {
      // Damaged, or dropped meanwhile.
      return folder.exists() && e.fault() == Fault.CORRUPT_INDEX
          ? Optional.of(listing.failed(folder, e))
          : Optional.empty();
    }
  }

  void requireWritable() {
    if (lock == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "data directory " + root + " is read-only for this process; it can only be searched");
    }
  }

  private void logDamage() {
    list();
  }

  CollectionFolder folder(String name) {
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
      throw new SemblanceException(
          Fault.INTERNAL, "cannot list " + root + ": " + IoReason.of(e), e);
    }
  }

  private String names() {
    return folders().stream().map(CollectionFolder::name).collect(Collectors.joining(", "));
  }
}
