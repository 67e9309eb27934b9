package dev.semblance.collection;

import dev.semblance.SemblanceException;

/// Care of the collections of a catalog: checks of their files, and repair. *Safe for use by many
/// threads.*
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
}
