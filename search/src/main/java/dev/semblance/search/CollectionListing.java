package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.StoreSize;
import dev.semblance.document.Schema;
import dev.semblance.search.index.CollectionFolder;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Name, size, schema and state of collections that were not used since the data directory was
/// opened, from their `collection.json` and the list of their segments. *Safe for use by many
/// threads.*
///
/// Each is read once: nothing else changes a folder while the directory is locked, and a collection
/// that is used answers for itself from then on.
final class CollectionListing {
  private static final System.Logger LOG = System.getLogger(CollectionListing.class.getName());

  private final ConcurrentMap<String, CollectionInfo> infos = new ConcurrentHashMap<>();
  private final boolean readOnly;

  /// @param readOnly whether the collections cannot be written
  CollectionListing(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /// Empty when the collection was dropped meanwhile. Damage is logged once.
  Optional<CollectionInfo> info(CollectionFolder folder) {
    String name = folder.name();
    CollectionInfo known = infos.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      CollectionInfo read = read(folder);
      infos.put(name, read);
      return Optional.of(read);
    } catch (SemblanceException e) {
      return folder.exists() ? Optional.of(failed(folder, e)) : Optional.empty();
    }
  }

  /// Notes that a collection could not be opened; logs it the first time.
  CollectionInfo failed(CollectionFolder folder, SemblanceException e) {
    CollectionState state =
        e.fault() == Fault.UNSUPPORTED ? CollectionState.NEWER_FORMAT : CollectionState.DAMAGED;
    CollectionInfo info =
        new CollectionInfo(
            folder.name(), documents(folder), folder.bytesOrZero(), schema(folder), state);
    CollectionInfo before = infos.put(folder.name(), info);
    if (before == null || before.state() != state) {
      LOG.log(Level.WARNING, e.getMessage());
    }
    return info;
  }

  private static long documents(CollectionFolder folder) {
    try {
      return folder.size().documents();
    } catch (SemblanceException _) {
      return 0;
    }
  }

  private static Schema schema(CollectionFolder folder) {
    try {
      return folder.metadata().schema();
    } catch (SemblanceException _) {
      return Schema.UNKNOWN;
    }
  }

  /// Forgets what was noted of a collection that was opened, created or dropped.
  void forget(String name) {
    infos.remove(name);
  }

  private CollectionInfo read(CollectionFolder folder) {
    StoreSize size = folder.size();
    return new CollectionInfo(
        folder.name(),
        size.documents(),
        size.bytes(),
        folder.metadata().schema(),
        readOnly ? CollectionState.READ_ONLY : CollectionState.READY);
  }
}
