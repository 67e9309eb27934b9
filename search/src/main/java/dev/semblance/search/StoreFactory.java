package dev.semblance.search;

import dev.semblance.collection.CollectionStore;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.IndexContext;

/// Opens the stores below the collections of a data directory. *Safe for use by many threads.*
@FunctionalInterface
interface StoreFactory {
  /// Opens the store of a collection, so that damage is found before the collection is used.
  ///
  /// @param folder of the collection, with its schema
  /// @throws dev.semblance.SemblanceException CORRUPT_INDEX
  CollectionStore open(CollectionFolder folder);

  /// Stores on Lucene, an index in each folder.
  ///
  /// @param context what the indexes share
  static StoreFactory onLucene(IndexContext context) {
    return folder -> new LuceneStore(folder, context).opened();
  }
}
