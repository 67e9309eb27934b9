package dev.semblance.collection;

import dev.semblance.SemblanceException;
import dev.semblance.document.Schema;
import java.util.List;
import java.util.Optional;

/// Collections by name. *Safe for use by many threads.*
///
/// The collections it returns belong to it: [#close] closes them.
public interface CollectionCatalog extends AutoCloseable {
  /// Name, size, schema and state of each collection, damaged ones too, by name. Opens neither a
  /// model nor an index.
  List<CollectionInfo> list();

  /// The same of one collection, if it exists.
  default Optional<CollectionInfo> info(String name) {
    return list().stream().filter(info -> info.name().equals(name)).findFirst();
  }

  /// Creates an empty collection with the schema that [Schema#inferred] describes; returns the
  /// existing one when name and model are the same.
  ///
  /// @param name 1 … 64 letters, digits, `-` and `_`, starting with a letter or digit
  /// @param model id of a model that can be opened
  /// @throws SemblanceException INVALID (a bad name, or the name is used with another model),
  ///   NOT_FOUND (no such model)
  DocumentCollection create(String name, String model);

  /// Creates an empty collection; returns the existing one when its schema is the same but for
  /// fields that were added since.
  ///
  /// @param name as above
  /// @param schema models without a fingerprint and vectors without dimensions get those of the
  ///   models that are open
  /// @throws SemblanceException INVALID (a bad name, or the name is used with another schema),
  ///   NOT_FOUND (no such model), UNSUPPORTED (a model whose fingerprint is another)
  DocumentCollection create(String name, Schema schema);

  /// The collection of a name, if it exists. Opens no model: the first call that needs one does.
  ///
  /// @throws SemblanceException CORRUPT_INDEX, UNSUPPORTED when a later version wrote it
  Optional<DocumentCollection> find(String name);

  /// As [#find].
  ///
  /// @throws SemblanceException NOT_FOUND with the names that exist
  DocumentCollection collection(String name);

  /// Removes a collection and everything in it; returns whether it existed. Durable on return.
  boolean drop(String name);

  /// Checks and repair of the collections' files.
  CollectionMaintenance maintenance();

  /// Numbers for monitoring. Opens no index.
  CatalogStatistics statistics();

  @Override
  void close();
}
