package dev.semblance.collection;

import dev.semblance.document.Schema;

/// Name, size, schema and state of a collection.
///
/// @param documents how many can be found; 0 where a damaged list of segments leaves it unknown
/// @param bytes on disk
/// @param schema [Schema#UNKNOWN] where it cannot be read
/// @param state that is known at the moment: damage and the models of its vectors are noticed when
///   they are used
public record CollectionInfo(
    String name, long documents, long bytes, Schema schema, CollectionState state) {

  /// The same in another state.
  public CollectionInfo in(CollectionState other) {
    return new CollectionInfo(name, documents, bytes, schema, other);
  }
}
