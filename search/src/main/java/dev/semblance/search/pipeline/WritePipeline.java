package dev.semblance.search.pipeline;

import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Entry;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The steps of a write: read the fields, embed, analyze, store. *Safe for use by many threads.*
final class WritePipeline {
  private final CollectionStore store;
  private final VectorModels models;
  private final CurrentSchema schema;

  WritePipeline(CollectionStore store, VectorModels models, CurrentSchema schema) {
    this.store = store;
    this.models = models;
    this.schema = schema;
  }

  WriteReport write(List<Entry> entries) {
    List<PendingEntry> pending = entries.stream().map(PendingEntry::new).toList();
    refuseEarlier(pending);
    pending.forEach(entry -> entry.read(schema));
    long tokens = 0;
    for (Map.Entry<String, Schema.VectorField> vector : schema.get().vectors().entrySet()) {
      if (vector.getValue().model() != null) {
        tokens += new VectorStep(vector.getKey(), models, schema.get()).embed(pending);
      }
    }
    store(pending);
    return new WriteReport(pending.stream().map(PendingEntry::outcome).toList(), tokens);
  }

  /// Of documents with one id, only the last is written.
  private static void refuseEarlier(List<PendingEntry> pending) {
    Map<String, PendingEntry> latest = new HashMap<>();
    for (PendingEntry entry : pending) {
      PendingEntry earlier = latest.put(entry.document().id(), entry);
      if (earlier != null) {
        earlier.refuse(
            "the same id comes again later in this write, and only the later one counts");
      }
    }
  }

  private void store(List<PendingEntry> pending) {
    List<PendingEntry> ready = pending.stream().filter(entry -> !entry.isRefused()).toList();
    Schema current = schema.get();
    List<Optional<String>> refused =
        store.write(ready.stream().map(entry -> entry.stored(current)).toList());
    for (int i = 0; i < refused.size(); i++) {
      refused.get(i).ifPresent(ready.get(i)::refuse);
    }
  }
}
