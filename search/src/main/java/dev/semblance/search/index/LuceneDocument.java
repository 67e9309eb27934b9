package dev.semblance.search.index;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Conversion between documents and Lucene's. A lone surrogate in a text becomes U+FFFD, one
/// character for one, so that offsets stay valid.
final class LuceneDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private LuceneDocument() {}

  static Term key(String id) {
    return new Term(FieldNames.ID, id);
  }

  static org.apache.lucene.document.Document of(StoredEntry entry) {
    Document document = entry.document();
    var lucene = new org.apache.lucene.document.Document();
    lucene.add(new StringField(FieldNames.ID, document.id(), Field.Store.YES));
    lucene.add(new BinaryDocValuesField(FieldNames.ID, new BytesRef(document.id())));
    store(lucene, FieldNames.TITLE, document.title());
    store(lucene, FieldNames.TEXT, document.text());
    if (!document.fields().isEmpty()) {
      lucene.add(new StoredField(FieldNames.FIELDS, json(document.fields())));
    }
    for (StoredEntry.IndexedText text : entry.texts()) {
      lucene.add(new TextField(FieldNames.BODY, new AnalyzedStream(text.terms())));
      if (text.separate()) {
        lucene.add(new TextField(FieldNames.text(text.field()), new AnalyzedStream(text.terms())));
      }
      lucene.add(present(text.field()));
    }
    entry
        .values()
        .forEach((field, values) -> {
          lucene.add(present(field));
          values.forEach(value -> LuceneValues.fields(field, value).forEach(lucene::add));
        });
    entry.vectors().forEach((name, vector) -> lucene.add(vector(name, vector)));
    return lucene;
  }

  static KnnFloatVectorField vector(String name, float[] vector) {
    return new KnnFloatVectorField(
        FieldNames.vector(name), vector, VectorSimilarityFunction.DOT_PRODUCT);
  }

  /// Nothing where it is empty: Lucene wants a field indexed in each document that has it, or in
  /// none.
  private static void store(org.apache.lucene.document.Document lucene, String field, String text) {
    if (!text.isEmpty()) {
      lucene.add(new StoredField(field, text));
    }
  }

  private static StringField present(String field) {
    return new StringField(FieldNames.PRESENT, field, Field.Store.NO);
  }

  /// @param selected which values to read; title and text are empty where they are not selected
  static Document read(StoredFields stored, int doc, FieldSelection selected) throws IOException {
    Set<String> names = new HashSet<>(Set.of(FieldNames.ID));
    if (selected.includes(FieldSelection.TITLE)) {
      names.add(FieldNames.TITLE);
    }
    if (selected.includes(FieldSelection.TEXT)) {
      names.add(FieldNames.TEXT);
    }
    if (selected.includesFurther()) {
      names.add(FieldNames.FIELDS);
    }
    var lucene = stored.document(doc, names);
    Map<String, Object> fields = fields(lucene.get(FieldNames.FIELDS));
    fields.keySet().removeIf(name -> !selected.includes(name));
    return new Document(
        lucene.get(FieldNames.ID),
        Objects.requireNonNullElse(lucene.get(FieldNames.TITLE), ""),
        Objects.requireNonNullElse(lucene.get(FieldNames.TEXT), ""),
        fields.isEmpty() ? Map.of() : fields);
  }

  /// The fields as they are stored.
  static String json(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("fields were not checked before writing", e);
    }
  }

  private static Map<String, Object> fields(@Nullable String json) throws IOException {
    return json == null ? new LinkedHashMap<>() : JSON.readValue(json, FIELDS);
  }
}
