package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.document.FieldType;
import dev.semblance.document.FieldValue;
import dev.semblance.document.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values of a document by the schema's fields.
///
/// @param texts of text fields, not empty, in the order of the schema
/// @param values of the other fields that are not only stored, at least one each
record IndexedFields(Map<String, String> texts, Map<String, List<FieldValue>> values) {

  /// @throws SemblanceException INVALID when a value is not of its field's type
  static IndexedFields of(Document document, Schema schema) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, List<FieldValue>> values = new LinkedHashMap<>();
    schema
        .fields()
        .forEach((name, type) -> {
          Object value = document.value(name);
          switch (type) {
            case FieldType.TextType _ -> {
              String text = FieldConversion.text(name, value);
              if (!text.isEmpty()) {
                texts.put(name, text);
              }
            }
            case FieldType.StoredType _ -> {}
            case FieldType.KeywordType _,
                FieldType.IntegerType _,
                FieldType.DecimalType _,
                FieldType.BooleanType _,
                FieldType.DateType _,
                FieldType.GeoType _ -> {
              List<FieldValue> converted = FieldConversion.values(name, type, value);
              if (!converted.isEmpty()) {
                values.put(name, converted);
              }
            }
          }
        });
    return new IndexedFields(texts, values);
  }

  /// The fields that a document has and the schema lacks, with their inferred types.
  ///
  /// @throws SemblanceException INVALID when the schema refuses them, or has as many as it may have
  static Map<String, FieldType> unknown(Document document, Schema schema) {
    Map<String, FieldType> unknown = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : document.fields().entrySet()) {
      String name = field.getKey();
      if (schema.fields().containsKey(name) || !Schema.isName(name)) {
        continue;
      }
      switch (schema.dynamic()) {
        case STORE -> {}
        case INFER -> {
          FieldType type = FieldInference.typeOf(field.getValue());
          if (type != null) {
            unknown.put(name, type);
          }
        }
        case REFUSE ->
            throw new SemblanceException(
                Fault.INVALID,
                "the schema has no field `%s`; it has: %s"
                    .formatted(name, String.join(", ", schema.fields().keySet())));
      }
    }
    if (schema.fields().size() + unknown.size() > Schema.MAX_FIELDS) {
      throw new SemblanceException(
          Fault.INVALID,
          "the document would bring the collection to more than %d fields"
              .formatted(Schema.MAX_FIELDS));
    }
    return unknown;
  }
}
