package dev.semblance.search.pipeline;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.Schema;
import dev.semblance.collection.StoredEntry;
import dev.semblance.collection.WriteReport;
import dev.semblance.search.analysis.TextAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The steps of a write: check, embed, analyze, store. *Safe for use by many threads.*
final class WritePipeline {
  /// Maximum number of documents embedded by one call; the embedder forms its batches from them.
  private static final int SLICE = 1_024;

  private final CollectionStore store;
  private final Embedder embedder;
  private final int dimensions;

  WritePipeline(CollectionStore store, Embedder embedder, Schema schema) {
    this.store = store;
    this.embedder = embedder;
    dimensions = schema.vector().dimensions();
  }

  WriteReport write(List<Entry> entries) {
    var write = new PendingWrite(entries);
    long tokens = write.embed();
    write.store();
    return new WriteReport(write.outcomes(), tokens);
  }

  /// One write: the vector or the refusal of each entry, by index. *One thread at a time.*
  private final class PendingWrite {
    private final List<Entry> entries;
    private final float[] @Nullable [] vectors;
    private final @Nullable String[] refusals;

    /// Tokens at which a text was cut; 0 for a whole one.
    private final int[] truncations;

    PendingWrite(List<Entry> entries) {
      this.entries = entries;
      vectors = new float[entries.size()][];
      refusals = new String[entries.size()];
      truncations = new int[entries.size()];
      Map<String, Integer> latest = new HashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        refusals[i] = DocumentRules.flaw(entry.document());
        if (refusals[i] == null && entry.vector() != null) {
          accept(i, entry.vector());
        }
        Integer earlier = latest.put(entry.document().id(), i);
        if (earlier != null && refusals[earlier] == null) {
          refusals[earlier] =
              "the same id comes again later in this write, and only the later one counts";
        }
      }
    }

    /// Computes the vectors that are missing; returns how many tokens that took.
    long embed() {
      List<Integer> missing = new ArrayList<>();
      for (int i = 0; i < vectors.length; i++) {
        if (refusals[i] == null && vectors[i] == null) {
          missing.add(i);
        }
      }
      long tokens = 0;
      for (int from = 0; from < missing.size(); from += SLICE) {
        tokens += embed(missing.subList(from, Math.min(from + SLICE, missing.size())));
      }
      return tokens;
    }

    /// When the embedder refuses a slice, each of its documents is tried alone, so that a bad one
    /// does not affect the others.
    private long embed(List<Integer> places) {
      List<Embedded> results;
      try {
        results =
            embedder.embed(
                places.stream().map(i -> Input.of(document(i).passage())).toList(),
                EmbedOptions.PASSAGES);
      } catch (SemblanceException e) {
        if (e.fault() != Fault.INVALID && e.fault() != Fault.EMPTY) {
          throw e;
        }
        if (places.size() == 1) {
          refusals[places.getFirst()] = e.getMessage();
          return 0;
        }
        return places.stream().mapToLong(place -> embed(List.of(place))).sum();
      }
      long tokens = 0;
      for (int i = 0; i < results.size(); i++) {
        Embedded result = results.get(i);
        tokens += result.tokens();
        truncations[places.get(i)] = result.truncated() ? result.tokens() : 0;
        accept(places.get(i), result.vector());
      }
      return tokens;
    }

    void store() {
      List<Integer> places = new ArrayList<>();
      List<StoredEntry> ready = new ArrayList<>();
      for (int i = 0; i < vectors.length; i++) {
        float[] vector = vectors[i];
        if (refusals[i] == null && vector != null) {
          places.add(i);
          ready.add(
              new StoredEntry(
                  document(i),
                  TextAnalysis.document(document(i).title()),
                  TextAnalysis.document(document(i).text()),
                  Map.of(Schema.VectorField.NAME, vector)));
        }
      }
      List<Optional<String>> refused = store.write(ready);
      for (int i = 0; i < refused.size(); i++) {
        refusals[places.get(i)] = refused.get(i).orElse(null);
      }
    }

    List<Outcome> outcomes() {
      List<Outcome> outcomes = new ArrayList<>(refusals.length);
      for (int i = 0; i < refusals.length; i++) {
        String refusal = refusals[i];
        String id = document(i).id();
        outcomes.add(
            refusal == null ? new Outcome.Accepted(id, truncations[i]) : new Refused(id, refusal));
      }
      return outcomes;
    }

    private Document document(int place) {
      return entries.get(place).document();
    }

    private void accept(int place, float[] vector) {
      refusals[place] = DocumentRules.flaw(vector, dimensions);
      if (refusals[place] == null) {
        vectors[place] = unit(vector);
      }
    }
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }
}
