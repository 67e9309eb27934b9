package dev.semblance.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A document of a collection.
///
/// @param id unique within a collection; 1 … 512 characters
/// @param title the field `title`; may be empty
/// @param text the field `text`; may be empty
/// @param fields further values: strings, numbers, booleans, lists and maps of these; stored as
///   given and returned with hits
public record Document(String id, String title, String text, Map<String, Object> fields) {
  public Document(String id, String title, String text) {
    this(id, title, text, Map.of());
  }

  /// The same with U+FFFD in place of each half of a surrogate pair in its texts and fields: as a
  /// collection returns it.
  public Document wellFormed() {
    Map<String, Object> formed = new LinkedHashMap<>(fields);
    formed.replaceAll((_, value) -> wellFormedValue(value));
    Document document = new Document(id, wellFormed(title), wellFormed(text), formed);
    return document.equals(this) ? this : document;
  }

  private static Object wellFormedValue(Object value) {
    return switch (value) {
      case String text -> wellFormed(text);
      case List<?> list -> list.stream().map(Document::wellFormedElement).toList();
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> formed = new LinkedHashMap<>();
        map.forEach((key, element) -> formed.put(wellFormedValue(key), wellFormedElement(element)));
        yield formed;
      }
      default -> value;
    };
  }

  private static @Nullable Object wellFormedElement(@Nullable Object element) {
    return element == null ? null : wellFormedValue(element);
  }

  /// As [#wellFormed()], of one text.
  public static String wellFormed(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (point > Character.MAX_VALUE) {
        i++;
      } else if (Character.isSurrogate((char) point)) {
        changed = changed == null ? new StringBuilder(text) : changed;
        changed.setCharAt(i, '\uFFFD');
      }
    }
    return changed == null ? text : changed.toString();
  }

  /// The value of a field; null where the document lacks it.
  public @Nullable Object value(String field) {
    return switch (field) {
      case FieldSelection.TITLE -> title.isEmpty() ? null : title;
      case FieldSelection.TEXT -> text.isEmpty() ? null : text;
      default -> fields.get(field);
    };
  }

  /// The text of a text field: of several strings, separated by line breaks; empty where the
  /// document lacks it or it is no text.
  public String textOf(String field) {
    return switch (value(field)) {
      case String text -> text;
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).collect(Collectors.joining("\n"));
      case null, default -> "";
    };
  }

  /// The same with some of its values only; title and text are empty where they are not selected.
  public Document only(FieldSelection selected) {
    Map<String, Object> further = new LinkedHashMap<>(fields);
    further.keySet().removeIf(name -> !selected.includes(name));
    return new Document(
        id,
        selected.includes(FieldSelection.TITLE) ? title : "",
        selected.includes(FieldSelection.TEXT) ? text : "",
        further);
  }

  /// The text that is embedded: title and text, separated by a space, as in retrieval benchmarks.
  public String passage() {
    return title.isEmpty() ? text : text.isEmpty() ? title : title + " " + text;
  }
}
