package dev.semblance.search;

import dev.semblance.document.FieldType;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a wanted schema asks for that an existing one does not have.
final class SchemaDifference {
  private SchemaDifference() {}

  /// In words: what the existing schema has instead; null where it has all that is wanted.
  static @Nullable String of(Schema existing, Schema wanted) {
    if (!existing.vectors().keySet().equals(wanted.vectors().keySet())) {
      return "vectors %s, not %s".formatted(existing.vectors().keySet(), wanted.vectors().keySet());
    }
    for (Map.Entry<String, Schema.VectorField> vector : wanted.vectors().entrySet()) {
      Schema.VectorField present = existing.vectors().get(vector.getKey());
      String difference = present == null ? null : difference(present, vector.getValue());
      if (difference != null) {
        return difference;
      }
    }
    for (Map.Entry<String, FieldType> field : wanted.fields().entrySet()) {
      FieldType present = existing.fields().get(field.getKey());
      if (!field.getValue().equals(present)) {
        return "field `%s` %s, not as %s"
            .formatted(
                field.getKey(),
                present == null ? "absent" : "as " + present.name(),
                field.getValue().name());
      }
    }
    return null;
  }

  private static @Nullable String difference(
      Schema.VectorField present, Schema.VectorField wanted) {
    ModelVersion model = present.model();
    ModelVersion other = wanted.model();
    if (model != null && other != null && !model.id().equals(other.id())) {
      return "model %s, not %s".formatted(model.id(), other.id());
    }
    boolean same =
        (model == null) == (other == null)
            && (wanted.dimensions() == 0 || wanted.dimensions() == present.dimensions())
            && present.from().equals(wanted.from());
    return same ? null : "other vectors";
  }
}
