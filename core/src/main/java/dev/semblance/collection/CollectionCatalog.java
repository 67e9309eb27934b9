package dev.semblance.collection;

import java.util.List;

/// Corpora by name, wherever they stand. *Safe for use by many threads.*
///
/// The corpora a library hands out belong to it: [#close] closes them.
public interface CollectionCatalog extends AutoCloseable {
  /// What stands in each corpus, by name.
  List<CollectionInfo> list();

  /// Makes an empty corpus whose vectors will come from a model; answers the one that is there when
  /// name and model are its own.
  ///
  /// @param name 1 … 64 letters, digits, `-` and `_`, not beginning with a sign
  /// @param model id of a model that is open
  /// @throws SemblanceException INVALID (a bad name, or the name is taken by another model),
  ///   NOT_FOUND (no such model)
  DocumentCollection create(String name, String model);

  /// @throws SemblanceException NOT_FOUND
  DocumentCollection collection(String name);

  /// Removes a corpus and everything in it; answers whether it was there.
  boolean drop(String name);

  @Override
  void close();
}
