package dev.semblance.search;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CollectionMetadata;
import dev.semblance.search.index.CommittedIndex;
import dev.semblance.search.index.DirectoryLock;
import dev.semblance.search.index.IndexFaults;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A folder of collections, kept to one process. *Safe for use by many threads.*
///
/// Each collection is a folder of its name. It remembers the model that makes its vectors, by id
/// and fingerprint, and is opened with that very model or not at all. The corpora it hands out
/// belong to it: they stay open until it is closed, and everyone who asks for a name gets the same
/// one.
public final class DataDirectory implements CollectionCatalog {
  private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());

  private final Path root;
  private final DirectoryLock lock;
  private final Function<String, Embedder> embedders;
  private final Map<String, IndexedCollection> open = new TreeMap<>();
  private boolean closed;

  private DataDirectory(Path root, DirectoryLock lock, Function<String, Embedder> embedders) {
    this.root = root;
    this.lock = lock;
    this.embedders = embedders;
  }

  /// Opens a data directory, making it where there is none. What a crash left half made is removed;
  /// a collection that is damaged is logged and does not stop the others.
  ///
  /// @param embedders the opened embedder for a model's id; it stays the giver's to close
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

  /// The collections that can be read, in the order of their names. Opens no model.
  @Override
  public synchronized List<CollectionInfo> list() {
    List<CollectionInfo> infos = new ArrayList<>();
    for (CollectionFolder folder : folders()) {
      try {
        infos.add(info(folder));
      } catch (SemblanceException e) {
        LOG.log(Level.WARNING, e.getMessage());
      }
    }
    return infos;
  }

  /// Makes a collection whose vectors a model makes; the one there is, if it has that model.
  ///
  /// @param name 1 … 64 letters, digits, `-` and `_`, not beginning with a sign
  /// @throws SemblanceException INVALID for a bad name, or when it exists with another model
  @Override
  public synchronized DocumentCollection create(String name, String model) {
    CollectionFolder folder = folder(name);
    if (folder.exists()) {
      String present = folder.card().model();
      if (!present.equals(model)) {
        throw new SemblanceException(
            Fault.INVALID,
            "collection %s exists with model %s, not %s; delete it first or choose another name"
                .formatted(name, present, model));
      }
      return collection(name);
    }
    ModelCard maker = embedders.apply(model).card();
    try {
      folder.create(
          new CollectionMetadata(
              model,
              maker.fingerprint(),
              maker.shape().dimensions(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    }
    return collection(name);
  }

  /// The collection of a name.
  ///
  /// @throws SemblanceException NOT_FOUND with the names there are, CORRUPT_INDEX, UNSUPPORTED when
  ///   the model is no longer the one that made its vectors
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

  /// The collection of a name, if there is one; faults as {@link #collection}.
  public synchronized Optional<DocumentCollection> find(String name) {
    IndexedCollection present = open.get(name);
    if (present != null) {
      return Optional.of(present);
    }
    CollectionFolder folder = folder(name);
    if (!folder.exists()) {
      return Optional.empty();
    }
    CollectionMetadata card = folder.card();
    Embedder embedder = embedders.apply(card.model());
    requireSameModel(folder, card, embedder.card());
    var corpus = new IndexedCollection(folder, card, folder.open(), embedder);
    open.put(name, corpus);
    return Optional.of(corpus);
  }

  /// Removes a collection, damaged or not; answers whether it was there. Durable on return.
  @Override
  public synchronized boolean drop(String name) {
    CollectionFolder folder = folder(name);
    if (!folder.exists()) {
      return false;
    }
    IndexedCollection present = open.remove(name);
    if (present != null) {
      present.close();
    }
    try {
      folder.remove();
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    }
    return true;
  }

  /// Closes every corpus and lets go of the directory. Idempotent.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    open.values().forEach(IndexedCollection::close);
    open.clear();
    try {
      lock.close();
    } catch (IOException e) {
      throw new SemblanceException(Fault.INTERNAL, "cannot let go of " + root + ": " + e, e);
    }
  }

  private CollectionInfo info(CollectionFolder folder) {
    IndexedCollection present = open.get(folder.name());
    if (present != null) {
      return present.info();
    }
    try (CommittedIndex index = folder.open()) {
      return IndexedCollection.info(folder, folder.card(), index);
    }
  }

  private void logDamage() {
    list();
  }

  private CollectionFolder folder(String name) {
    if (closed) {
      throw new SemblanceException(Fault.INVALID, "data directory " + root + " is closed");
    }
    if (!CollectionFolder.isName(name)) {
      throw new SemblanceException(
          Fault.INVALID,
          "a collection's name has 1 to 64 letters, digits, - and _, the first no sign. Given: "
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

  private static void requireSameModel(
      CollectionFolder folder, CollectionMetadata card, ModelCard model) {
    if (!card.fingerprint().equals(model.fingerprint())) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          ("collection %s was made by model %s with fingerprint %s; the model of that name now has"
                  + " fingerprint %s, so its vectors do not fit. Use the model as it was, or delete"
                  + " the collection and index its documents again")
              .formatted(folder.name(), card.model(), card.fingerprint(), model.fingerprint()));
    }
  }
}
