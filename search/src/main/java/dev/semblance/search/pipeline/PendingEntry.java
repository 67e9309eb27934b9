package dev.semblance.search.pipeline;

import dev.semblance.Chunked;
import dev.semblance.SemblanceException;
import dev.semblance.collection.AnalyzedText;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.FieldType;
import dev.semblance.document.Schema;
import dev.semblance.search.analysis.ScriptLanguages;
import dev.semblance.search.analysis.TextAnalysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry on its way to the store: its fields, its vectors so far, or why it is refused. *One
/// thread at a time.*
final class PendingEntry {
  private static final JoinedText NO_TEXT = new JoinedText("", List.of());

  private final Document document;
  private final Map<String, float[]> vectors = new LinkedHashMap<>();
  private final Map<String, List<StoredEntry.PassageVector>> passages = new LinkedHashMap<>();
  private IndexedFields fields = new IndexedFields(Map.of(), Map.of());
  private @Nullable String refusal;

  /// Tokens at which a text was cut; 0 for a whole one.
  private int truncatedAt;

  PendingEntry(Entry entry) {
    document = entry.document();
    vectors.putAll(entry.vectors());
    refusal = DocumentRules.flaw(document);
  }

  Document document() {
    return document;
  }

  boolean isRefused() {
    return refusal != null;
  }

  void refuse(String reason) {
    refusal = refusal == null ? reason : refusal;
  }

  /// Reads the fields and checks the vectors that were given.
  void read(CurrentSchema schemas) {
    if (refusal != null) {
      return;
    }
    try {
      Schema schema = schemas.with(IndexedFields.unknown(document, schemas.get()));
      fields = IndexedFields.of(document, schema);
      refusal = flaw(schema);
    } catch (SemblanceException e) {
      refusal = e.getMessage();
    }
  }

  private @Nullable String flaw(Schema schema) {
    String flaw = DocumentRules.flaw(fields, !vectors.isEmpty(), schema);
    if (flaw != null) {
      return flaw;
    }
    for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
      Schema.VectorField field = schema.vectors().get(vector.getKey());
      if (field == null) {
        return "the schema has no vector `%s`; it has: %s"
            .formatted(vector.getKey(), String.join(", ", schema.vectors().keySet()));
      }
      flaw = DocumentRules.flaw(vector.getValue(), field.dimensions());
      if (flaw != null) {
        return flaw;
      }
    }
    vectors.replaceAll((_, vector) -> unit(vector));
    return null;
  }

  /// The text that a vector is to be made from; empty where there is none, or the vector is given.
  JoinedText source(String name, Schema.VectorField vector) {
    return refusal != null || vectors.containsKey(name)
        ? NO_TEXT
        : JoinedText.of(fields.texts(), vector.from());
  }

  /// @param vector of the whole text
  void accept(String name, float[] vector) {
    refusal = DocumentRules.flaw(vector, vector.length);
    if (refusal == null) {
      vectors.put(name, unit(vector));
    }
  }

  /// @param chunked the passages of a text
  void accept(String name, Chunked chunked, JoinedText text) {
    if (chunked.vectors().size() == 1) {
      accept(name, chunked.vectors().getFirst());
      return;
    }
    List<StoredEntry.PassageVector> stored = new ArrayList<>();
    for (int i = 0; i < chunked.chunks().size() && refusal == null; i++) {
      Chunked.Chunk chunk = chunked.chunks().get(i);
      float[] vector = chunked.vectors().get(i);
      refusal = DocumentRules.flaw(vector, vector.length);
      stored.add(
          new StoredEntry.PassageVector(text.passage(chunk.start(), chunk.end()), unit(vector)));
    }
    passages.put(name, stored);
  }

  /// @param tokens that a vector covers of a longer text
  void truncatedAt(int tokens) {
    truncatedAt = Math.max(truncatedAt, tokens);
  }

  StoredEntry stored(Schema schema) {
    List<StoredEntry.IndexedText> texts = new ArrayList<>();
    var languages = ScriptLanguages.detected(List.copyOf(fields.texts().values()));
    fields
        .texts()
        .forEach((name, text) -> {
          AnalyzedText terms = TextAnalysis.document(text, languages);
          texts.add(new StoredEntry.IndexedText(name, terms, weighsMore(schema, name)));
        });
    return new StoredEntry(document, texts, fields.values(), vectors, passages);
  }

  private static boolean weighsMore(Schema schema, String field) {
    return schema.fields().get(field) instanceof FieldType.TextType text && text.weight() > 1;
  }

  /// At length 1, however short it is.
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

  Outcome outcome() {
    int most = passages.values().stream().mapToInt(List::size).max().orElse(1);
    return refusal == null
        ? new Outcome.Accepted(document.id(), truncatedAt, most)
        : new Refused(document.id(), refusal);
  }
}
