package dev.semblance.collection;

import dev.semblance.SemblanceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Care of the collections of a catalog: checks, repair, snapshots, names, models. *Safe for use by
/// many threads.*
///
/// Every method takes the name of a collection and throws NOT_FOUND where there is none.
public interface CollectionMaintenance {
  /// Reads every file of a collection and compares its checksum. The collection may be used
  /// meanwhile.
  ///
  /// @throws SemblanceException INTERNAL when the disk cannot be read
  Verification verify(String name);

  /// Removes the damaged parts of a collection; the rest stays as it is. Calls of the collection
  /// wait meanwhile. Returns what was removed: with the ids of lost documents, where they can be
  /// read.
  ///
  /// @throws SemblanceException CORRUPT_INDEX when a part is damaged without which nothing can be
  ///   read; then nothing is changed
  Verification repair(String name);

  /// Keeps the state of a collection under a name. Writes go on meanwhile; those acknowledged
  /// before are in it. Durable on return.
  ///
  /// @param snapshot 1 … 64 letters, digits, `-` and `_`, starting with a letter or digit
  /// @throws SemblanceException INVALID when the name is used or cannot be one, DISK_FULL
  Snapshot snapshot(String name, String snapshot);

  /// The snapshots of a collection, by name.
  List<Snapshot> snapshots(String name);

  /// Gives a collection the state of a snapshot, in one step: a crash leaves it as it was before or
  /// as it is then. Its snapshots stay. Calls wait meanwhile; searches that run see the state
  /// before.
  ///
  /// @throws SemblanceException NOT_FOUND, CORRUPT_INDEX when the snapshot is damaged
  void restore(String name, String snapshot);

  /// Removes a snapshot; returns whether it existed.
  boolean dropSnapshot(String name, String snapshot);

  /// Gives a collection another name, in one step. Its object, as [CollectionCatalog#collection]
  /// returned it, is closed.
  ///
  /// @throws SemblanceException INVALID when a collection of that name exists, or it cannot be one
  void rename(String name, String to);

  /// Computes the vectors of a collection by another model: beside the collection, which is read
  /// and written meanwhile, and replaced in one step at the end. A crash before that changes
  /// nothing.
  ///
  /// @param model id of a model that can be opened
  /// @throws SemblanceException NOT_FOUND (no such model), UNSUPPORTED when vectors of the
  ///   collection are given without a model, INVALID when the collection is being re-embedded
  CollectionInfo reembed(String name, String model);

  /// A name for a snapshot, from the time: `2026-12-01T10-15-30Z`.
  static String timeName() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
  }
}
