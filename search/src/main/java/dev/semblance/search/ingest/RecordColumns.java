package dev.semblance.search.ingest;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys or columns of records that are the id, the title, the text and the vector of a
/// document.
///
/// @param id `id` or `_id` where it is empty
/// @param title `title` where it is empty
/// @param text `text` where it is empty
/// @param vector a list of numbers, `vector` where it is empty
public record RecordColumns(
    Optional<String> id, Optional<String> title, Optional<String> text, Optional<String> vector) {
  static final RecordColumns DEFAULT =
      new RecordColumns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Puts the values of a record under `id`, `title` and `text`.
  <V extends @Nullable Object> void rename(Map<String, V> object) {
    id.ifPresent(name -> rename(object, name, "id"));
    title.ifPresent(name -> rename(object, name, "title"));
    text.ifPresent(name -> rename(object, name, "text"));
    vector.ifPresent(name -> rename(object, name, "vector"));
  }

  private static <V extends @Nullable Object> void rename(
      Map<String, V> object, String name, String key) {
    if (!name.equals(key) && object.containsKey(name)) {
      object.put(key, object.remove(name));
    }
  }
}
