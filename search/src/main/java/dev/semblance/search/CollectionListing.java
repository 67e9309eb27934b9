package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.StoreSize;
import dev.semblance.search.index.CollectionFolder;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Name, size and schema of collections that were not used since the data directory was opened,
/// from their `collection.json` and the list of their segments. *Safe for use by many threads.*
///
/// Each is read once: nothing else changes a folder while the directory is locked, and a collection
/// that is used answers for itself from then on.
final class CollectionListing {
  private static final System.Logger LOG = System.getLogger(CollectionListing.class.getName());

  private final ConcurrentMap<String, CollectionInfo> infos = new ConcurrentHashMap<>();
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  /// Empty when the collection is damaged, which is logged once, or was dropped meanwhile.
  Optional<CollectionInfo> info(CollectionFolder folder) {
    String name = folder.name();
    if (damaged.contains(name)) {
      return Optional.empty();
    }
    CollectionInfo known = infos.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      CollectionInfo read = read(folder);
      infos.put(name, read);
      return Optional.of(read);
    } catch (SemblanceException e) {
      if (folder.exists() && damaged.add(name)) {
        LOG.log(Level.WARNING, e.getMessage());
      }
      return Optional.empty();
    }
  }

  /// Notes that a collection could not be opened, if that is because it is damaged; logs it the
  /// first time.
  void failed(String name, SemblanceException e) {
    if (e.fault() == Fault.CORRUPT_INDEX && damaged.add(name)) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }

  /// Forgets what was noted of a collection that was opened, created or dropped.
  void forget(String name) {
    infos.remove(name);
    damaged.remove(name);
  }

  private static CollectionInfo read(CollectionFolder folder) {
    StoreSize size = folder.size();
    return new CollectionInfo(
        folder.name(), size.documents(), size.bytes(), folder.metadata().schema());
  }
}
