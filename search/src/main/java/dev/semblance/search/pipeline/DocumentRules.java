package dev.semblance.search.pipeline;

import dev.semblance.document.Document;
import dev.semblance.document.DynamicFields;
import dev.semblance.document.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rules that a document and its vector must satisfy to be written.
final class DocumentRules {
  /// Longest id, in characters.
  static final int MAX_ID = 512;

  /// Longest text fields together, in characters.
  static final int MAX_TEXT = 1_000_000;

  /// Deepest nesting of lists and maps in the fields.
  static final int MAX_DEPTH = 32;

  private DocumentRules() {}

  /// What is wrong with a document, or null.
  static @Nullable String flaw(Document document) {
    String id = document.id();
    if (id.isBlank()) {
      return "`id` cannot be empty";
    }
    if (id.length() > MAX_ID) {
      return "`id` has %d characters, more than %d".formatted(id.length(), MAX_ID);
    }
    if (hasLoneSurrogate(id)) {
      return "`id` is not valid Unicode: it holds half of a surrogate pair";
    }
    return fieldFlaw("fields", document.fields(), 0);
  }

  /// What is wrong with the fields together, or null.
  ///
  /// @param hasVector whether a vector is given
  static @Nullable String flaw(IndexedFields fields, boolean hasVector, Schema schema) {
    boolean blank = fields.texts().values().stream().allMatch(String::isBlank);
    boolean textWanted =
        schema.dynamic() == DynamicFields.INFER
            || fields.values().isEmpty(); // no text is a mistake
    if (blank && textWanted && !hasVector) {
      return "the document's text fields are empty: " + String.join(", ", schema.textFields());
    }
    int length = fields.texts().values().stream().mapToInt(String::length).sum();
    return length > MAX_TEXT
        ? "the text fields have %d characters, more than %d; split the document into several"
            .formatted(length, MAX_TEXT)
        : null;
  }

  /// What is wrong with a vector, or null.
  static @Nullable String flaw(float[] vector, int dimensions) {
    if (vector.length != dimensions) {
      return "the vector has %d dimensions, the collection %d".formatted(vector.length, dimensions);
    }
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        return "the vector holds %s at dimension %d".formatted(vector[i], i);
      }
      squares += (double) vector[i] * vector[i];
    }
    return squares == 0 ? "the vector is zero, which points nowhere" : null;
  }

  private static @Nullable String fieldFlaw(String path, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      return "`" + path + "` is nested deeper than " + MAX_DEPTH;
    }
    return switch (value) {
      case null -> null;
      case String _, Boolean _, Integer _, Long _ -> null;
      case Number number ->
          Double.isFinite(number.doubleValue()) ? null : "`" + path + "` is " + number;
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          String flaw = fieldFlaw(path + "[" + i + "]", list.get(i), depth + 1);
          if (flaw != null) {
            yield flaw;
          }
        }
        yield null;
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String flaw =
              entry.getKey() instanceof String key
                  ? fieldFlaw(path + "." + key, entry.getValue(), depth + 1)
                  : "`" + path + "` has a key that is no string";
          if (flaw != null) {
            yield flaw;
          }
        }
        yield null;
      }
      default -> "`" + path + "` is a " + value.getClass().getName();
    };
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
