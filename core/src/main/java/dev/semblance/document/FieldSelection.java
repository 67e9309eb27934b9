package dev.semblance.document;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which values of a document a search returns: `title`, `text`, and further fields by their names.
/// The id is always among them. Immutable.
///
/// @param names null for all; a name that a document lacks has no effect
public record FieldSelection(@Nullable Set<String> names) {
  /// The whole document.
  public static final FieldSelection ALL = new FieldSelection(null);

  public static final String TITLE = "title";
  public static final String TEXT = "text";

  public FieldSelection {
    names = names == null ? null : Set.copyOf(names);
  }

  /// These and others.
  public FieldSelection with(Set<String> others) {
    if (names == null || names.containsAll(others)) {
      return this;
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(others);
    return new FieldSelection(all);
  }

  public boolean includes(String name) {
    return names == null || names.contains(name);
  }

  /// Whether any value beside title and text is selected.
  public boolean includesFurther() {
    return names == null || names.stream().anyMatch(name -> !isText(name));
  }

  private static boolean isText(String name) {
    return name.equals(TITLE) || name.equals(TEXT);
  }
}
