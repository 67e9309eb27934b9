package dev.semblance.search;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Schema;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CollectionMetadata;
import dev.semblance.search.index.IndexFaults;
import dev.semblance.search.pipeline.PipelineCollection;
import dev.semblance.search.pipeline.VectorModels;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/// The collections of a data directory that are open, or being opened, created or removed. *Safe
/// for use by many threads.*
///
/// There is no lock. A map holds one [CollectionFuture] for each; the thread that puts it there has
/// the folder to itself, and other threads that need that name wait for the future. Names do not
/// wait for each other.
final class OpenCollections {
  private final Path root;
  private final Function<String, Embedder> embedders;
  private final StoreFactory stores;
  private final CollectionListing listing;
  private final ConcurrentMap<String, CollectionFuture> collections = new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

  /// @param root for messages
  /// @param stores opens the store below each collection
  /// @param listing is to forget the collections that this changes
  OpenCollections(
      Path root,
      Function<String, Embedder> embedders,
      StoreFactory stores,
      CollectionListing listing) {
    this.root = root;
    this.embedders = embedders;
    this.stores = stores;
    this.listing = listing;
  }

  /// @throws SemblanceException INVALID once it is closed
  void requireOpen() {
    if (closing.get()) {
      throw closedAlready();
    }
  }

  private SemblanceException closedAlready() {
    return new SemblanceException(Fault.INVALID, "data directory " + root + " is closed");
  }

  /// The collection of a name, if it is open now.
  Optional<DocumentCollection> now(String name) {
    CollectionFuture present = collections.get(name);
    return present == null ? Optional.empty() : present.now().map(open -> open);
  }

  /// Opens or creates the collection of a folder. The model is opened before the name is taken, so
  /// that only the caller waits for it.
  DocumentCollection create(CollectionFolder folder, Schema schema) {
    String name = folder.name();
    while (true) {
      Optional<SwitchableCollection> present = existing(folder, schema);
      if (present.isPresent()) {
        return present.get();
      }
      SchemaModels models = SchemaModels.open(schema, embedders);
      var metadata =
          new CollectionMetadata(
              models.resolved(schema), Instant.now().truncatedTo(ChronoUnit.SECONDS));
      var creation = new CollectionFuture();
      CollectionFuture other = collections.putIfAbsent(name, creation);
      if (other != null) {
        other.awaitEnd(name);
        continue;
      }
      complete(folder, creation, () -> createFolder(folder, metadata));
      Optional<SwitchableCollection> created = creation.await(name);
      if (created.isPresent()) {
        return created.get();
      }
    }
  }

  /// The existing collection; a fault when it has another schema.
  private Optional<SwitchableCollection> existing(CollectionFolder folder, Schema schema) {
    Schema present;
    try {
      if (!folder.exists()) {
        return Optional.empty();
      }
      present = folder.metadata().schema();
    } catch (SemblanceException e) {
      if (folder.exists()) {
        throw e;
      }
      return Optional.empty(); // it was deleted meanwhile
    }
    String difference = SchemaDifference.of(present, schema);
    if (difference != null) {
      throw new SemblanceException(
          Fault.INVALID,
          "collection %s exists with %s; delete it first or choose another name"
              .formatted(folder.name(), difference));
    }
    return find(folder);
  }

  /// Opens the index, but no model.
  private DocumentCollection pipeline(CollectionFolder folder) {
    folder.migrate();
    return pipeline(folder.name(), folder);
  }

  /// @param folder of the collection, or one that is to take its place
  DocumentCollection pipeline(String name, CollectionFolder folder) {
    Schema schema = folder.metadata().schema();
    return new PipelineCollection(
        name, schema, stores.open(folder), new VectorModels(name, schema, embedders));
  }

  /// Empty when the folder was created meanwhile.
  private Optional<SwitchableCollection> createFolder(
      CollectionFolder folder, CollectionMetadata metadata) {
    if (folder.exists()) {
      return Optional.empty();
    }
    try {
      folder.create(metadata);
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    }
    return Optional.of(new SwitchableCollection(pipeline(folder)));
  }

  Optional<SwitchableCollection> find(CollectionFolder folder) {
    String name = folder.name();
    while (true) {
      CollectionFuture present = collections.get(name);
      if (present == null) {
        if (!folder.exists()) {
          return Optional.empty();
        }
        var opening = new CollectionFuture();
        present = collections.putIfAbsent(name, opening);
        if (present == null) {
          complete(folder, opening, () -> open(folder));
          present = opening;
        }
      }
      Optional<SwitchableCollection> collection = present.await(name);
      if (collection.isPresent()) {
        return collection;
      }
    }
  }

  /// Empty when the collection was deleted meanwhile. Opens no model.
  private Optional<SwitchableCollection> open(CollectionFolder folder) {
    return folder.exists()
        ? Optional.of(new SwitchableCollection(pipeline(folder)))
        : Optional.empty();
  }

  /// Runs the operation of a future that this thread has put into the map, and completes the future
  /// whatever is thrown. Only an open collection stays in the map; any other future is removed
  /// before it is completed, so that a thread that looks again does not find it.
  private void complete(
      CollectionFolder folder,
      CollectionFuture future,
      Supplier<Optional<SwitchableCollection>> work) {
    String name = folder.name();
    try {
      // After the future is in the map: either close() waits for it, or this sees close().
      requireOpen();
      Optional<SwitchableCollection> collection = work.get();
      if (collection.isEmpty()) {
        collections.remove(name, future);
      }
      listing.forget(name);
      future.complete(collection);
    } catch (RuntimeException | Error e) {
      collections.remove(name, future);
      if (e instanceof SemblanceException fault && isUnreadable(fault) && folder.exists()) {
        var _ = listing.failed(folder, fault);
      }
      // An interrupt of this thread is not a failure for the threads that wait; they try again.
      boolean interrupted = Thread.currentThread().isInterrupted();
      boolean counts = interrupted ? future.complete(Optional.empty()) : future.fail(e);
      if (counts) {
        throw e;
      }
    } finally {
      future.complete(Optional.empty());
    }
  }

  private static boolean isUnreadable(SemblanceException e) {
    return e.fault() == Fault.CORRUPT_INDEX || e.fault() == Fault.UNSUPPORTED;
  }

  /// Returns whether the folder existed.
  boolean delete(CollectionFolder folder) {
    return alone(
            folder,
            () -> {
              folder.remove();
              return true;
            })
        .isPresent();
  }

  /// What is done to the files of a collection that is closed.
  interface FolderWork<T> {
    T run() throws IOException;
  }

  /// Runs an operation that has the folder of a collection to itself. A collection that is open is
  /// closed before and opened again after it; its calls wait meanwhile, and searches that run see
  /// the state before. Empty when there is no such collection.
  <T> Optional<T> alone(CollectionFolder folder, FolderWork<T> work) {
    String name = folder.name();
    var operation = new CollectionFuture();
    while (true) {
      CollectionFuture present = collections.get(name);
      if (present == null) {
        if (!folder.exists()) {
          return Optional.empty();
        }
        if (collections.putIfAbsent(name, operation) == null) {
          return run(folder, operation, Optional.empty(), work);
        }
      } else {
        Optional<SwitchableCollection> collection = present.awaitEnd(name);
        if (collection.isPresent() && collections.replace(name, present, operation)) {
          return run(folder, operation, collection, work);
        }
      }
    }
  }

  /// Gives a collection another name; returns whether there was one.
  ///
  /// @throws SemblanceException INVALID when the other name is used
  boolean rename(CollectionFolder folder, CollectionFolder to) {
    var renaming = new CollectionFuture();
    if (collections.putIfAbsent(to.name(), renaming) != null) {
      throw isUsed(to);
    }
    try {
      if (to.exists()) {
        throw isUsed(to);
      }
      return alone(
              folder,
              () -> {
                folder.rename(to);
                return true;
              })
          .isPresent();
    } finally {
      listing.forget(to.name());
      collections.remove(to.name(), renaming);
      renaming.complete(Optional.empty());
    }
  }

  private static SemblanceException isUsed(CollectionFolder folder) {
    return new SemblanceException(
        Fault.INVALID,
        "collection %s exists; delete it first or choose another name".formatted(folder.name()));
  }

  /// The schema with models, fingerprints and widths as they are now.
  Schema resolved(Schema schema) {
    return SchemaModels.open(schema, embedders).resolved(schema);
  }

  private <T> Optional<T> run(
      CollectionFolder folder,
      CollectionFuture operation,
      Optional<SwitchableCollection> collection,
      FolderWork<T> work) {
    try {
      collection.ifPresent(SwitchableCollection::pause);
      // After the future is in the map, as in complete.
      requireOpen();
      return folder.exists() ? Optional.of(work.run()) : Optional.empty();
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    } finally {
      listing.forget(folder.name());
      reopen(folder, operation, collection);
    }
  }

  /// Completes the future whatever is thrown.
  private void reopen(
      CollectionFolder folder,
      CollectionFuture operation,
      Optional<SwitchableCollection> collection) {
    boolean open = false;
    try {
      if (collection.isPresent()) {
        open = folder.exists() && collection.get().resume(() -> pipeline(folder));
      }
    } finally {
      if (!open) {
        collection.ifPresent(closed -> closed.end(IndexFaults.gone(folder.path(), null)));
        collections.remove(folder.name(), operation);
      }
      operation.complete(open ? collection : Optional.empty());
    }
  }

  /// Closes every collection, then the lock of the directory. A second call waits for the first.
  void close(Closeable lock) throws IOException {
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    try (lock) {
      closeAll();
    } finally {
      closed.complete(true);
    }
  }

  /// Closes the others too when one fails.
  private void closeAll() {
    List<RuntimeException> failures = new ArrayList<>();
    for (CollectionFuture collection : collections.values()) {
      try {
        collection.awaitEndUninterrupted().ifPresent(DocumentCollection::close);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    collections.clear();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
