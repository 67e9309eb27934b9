package dev.semblance.search;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Schema;
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
    return present == null ? Optional.empty() : present.now();
  }

  /// Opens or creates the collection of a folder. The model is opened before the name is taken, so
  /// that only the caller waits for it.
  DocumentCollection create(CollectionFolder folder, Schema schema) {
    String name = folder.name();
    while (true) {
      Optional<DocumentCollection> present = existing(folder, schema);
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
      Optional<DocumentCollection> created = creation.await(name);
      if (created.isPresent()) {
        return created.get();
      }
    }
  }

  /// The existing collection; a fault when it has another schema.
  private Optional<DocumentCollection> existing(CollectionFolder folder, Schema schema) {
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

  private DocumentCollection collection(CollectionFolder folder, Schema schema) {
    String name = folder.name();
    return new PipelineCollection(
        name, schema, stores.open(folder), new VectorModels(name, schema, embedders));
  }

  /// Empty when the folder was created meanwhile.
  private Optional<DocumentCollection> createFolder(
      CollectionFolder folder, CollectionMetadata metadata) {
    if (folder.exists()) {
      return Optional.empty();
    }
    try {
      folder.create(metadata);
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    }
    return Optional.of(collection(folder, metadata.schema()));
  }

  Optional<DocumentCollection> find(CollectionFolder folder) {
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
      Optional<DocumentCollection> collection = present.await(name);
      if (collection.isPresent()) {
        return collection;
      }
    }
  }

  /// Empty when the collection was deleted meanwhile. Opens no model.
  private Optional<DocumentCollection> open(CollectionFolder folder) {
    return folder.exists()
        ? Optional.of(collection(folder, folder.metadata().schema()))
        : Optional.empty();
  }

  /// Runs the operation of a future that this thread has put into the map, and completes the future
  /// whatever is thrown. Only an open collection stays in the map; any other future is removed
  /// before it is completed, so that a thread that looks again does not find it.
  private void complete(
      CollectionFolder folder,
      CollectionFuture future,
      Supplier<Optional<DocumentCollection>> work) {
    String name = folder.name();
    try {
      // After the future is in the map: either close() waits for it, or this sees close().
      requireOpen();
      Optional<DocumentCollection> collection = work.get();
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
    String name = folder.name();
    var deletion = new CollectionFuture();
    while (true) {
      CollectionFuture present = collections.get(name);
      if (present == null) {
        if (!folder.exists()) {
          return false;
        }
        if (collections.putIfAbsent(name, deletion) == null) {
          return remove(folder, deletion, Optional.empty());
        }
      } else {
        Optional<DocumentCollection> collection = present.awaitEnd(name);
        if (collection.isPresent() && collections.replace(name, present, deletion)) {
          return remove(folder, deletion, collection);
        }
      }
    }
  }

  private boolean remove(
      CollectionFolder folder, CollectionFuture deletion, Optional<DocumentCollection> collection) {
    try {
      collection.ifPresent(DocumentCollection::close);
      // After the future is in the map, as in complete.
      requireOpen();
      if (!folder.exists()) {
        return false;
      }
      folder.remove();
      listing.forget(folder.name());
      return true;
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    } finally {
      collections.remove(folder.name(), deletion);
      deletion.complete(Optional.empty());
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
