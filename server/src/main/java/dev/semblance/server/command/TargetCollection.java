package dev.semblance.server.command;

import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.DocumentCollection;

/// The collection that `index` writes to. One that the run creates and leaves empty is removed
/// again, since it would keep its model for good. *One thread at a time.*
///
/// @param collection closed with its catalog
/// @param created whether this run has created it
record TargetCollection(
    CollectionCatalog catalog, DocumentCollection collection, String name, boolean created)
    implements AutoCloseable {
  static TargetCollection open(CollectionCatalog catalog, String name, ModelOption model) {
    boolean present = catalog.list().stream().anyMatch(each -> each.name().equals(name));
    boolean asItIs = present && model.given().isEmpty();
    DocumentCollection collection =
        asItIs ? catalog.collection(name) : catalog.create(name, model.orDefault());
    return new TargetCollection(catalog, collection, name, !present);
  }

  @Override
  public void close() {
    if (created && collection.info().documents() == 0) {
      catalog.drop(name);
    }
  }
}
