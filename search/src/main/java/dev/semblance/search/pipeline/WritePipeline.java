package dev.semblance.search.pipeline;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Schema;
import dev.semblance.collection.WriteReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The steps of a write: read the fields, embed, analyze, store. *Safe for use by many threads.*
final class WritePipeline {
  /// Maximum number of documents embedded by one call; the embedder forms its batches from them.
  private static final int SLICE = 1_024;

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
        tokens += new VectorStep(vector.getKey(), vector.getValue(), models).embed(pending);
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

  /// Computes one vector of the entries that have its text and lack it.
  private record VectorStep(String name, Schema.VectorField field, VectorModels models) {
    /// Returns how many tokens were embedded.
    long embed(List<PendingEntry> pending) {
      List<PendingEntry> missing =
          pending.stream().filter(entry -> !entry.source(name, field).isEmpty()).toList();
      long tokens = 0;
      for (int from = 0; from < missing.size(); from += SLICE) {
        tokens +=
            slice(
                models.embedder(name),
                missing.subList(from, Math.min(from + SLICE, missing.size())));
      }
      return tokens;
    }

    /// When the embedder refuses a slice, each of its documents is tried alone, so that a bad one
    /// does not affect the others.
    private long slice(Embedder embedder, List<PendingEntry> entries) {
      List<Input> inputs =
          entries.stream().map(entry -> Input.of(entry.source(name, field))).toList();
      List<Embedded> results;
      try {
        results = embedder.embed(inputs, EmbedOptions.PASSAGES);
      } catch (SemblanceException e) {
        if (e.fault() != Fault.INVALID && e.fault() != Fault.EMPTY) {
          throw e;
        }
        if (entries.size() == 1) {
          entries.getFirst().refuse(e.getMessage());
          return 0;
        }
        return entries.stream().mapToLong(entry -> slice(embedder, List.of(entry))).sum();
      }
      long tokens = 0;
      for (int i = 0; i < results.size(); i++) {
        Embedded result = results.get(i);
        tokens += result.tokens();
        entries.get(i).accept(name, result.vector(), result.truncated() ? result.tokens() : 0);
      }
      return tokens;
    }
  }
}
