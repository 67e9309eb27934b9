package dev.semblance.search.pipeline;

import dev.semblance.collection.CollectionStore;
import dev.semblance.document.FieldType;
import dev.semblance.document.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The schema of a collection, which grows by fields of written documents. *Safe for use by many
/// threads.*
///
/// Of two threads that add the same field with different types, one is first; the document of the
/// other is then read by that type. No document is written before its fields are stored.
final class CurrentSchema {
  private final CollectionStore store;

  /// The types that all threads use.
  private final AtomicReference<Schema> agreed;

  /// The part of it that is durable.
  private final AtomicReference<Schema> stored;

  CurrentSchema(CollectionStore store, Schema schema) {
    this.store = store;
    agreed = new AtomicReference<>(schema);
    stored = new AtomicReference<>(schema);
  }

  Schema get() {
    return stored.get();
  }

  /// The schema with further fields, which are durable on return.
  Schema with(Map<String, FieldType> fields) {
    Schema all = agreed.updateAndGet(before -> before.with(fields));
    Map<String, FieldType> missing = new LinkedHashMap<>(all.fields());
    missing.keySet().retainAll(fields.keySet());
    missing.keySet().removeAll(stored.get().fields().keySet());
    if (!missing.isEmpty()) {
      store.addFields(missing);
      stored.updateAndGet(before -> before.with(missing));
    }
    return stored.get();
  }
}
