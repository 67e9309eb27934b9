package dev.semblance.query;

import dev.semblance.document.FieldSpan;
import java.util.List;

/// A part of a text field with its text. Immutable.
///
/// @param place of the part in the field's value
/// @param text of the part as it is stored, or as HTML where the search asked for that
/// @param matches words of the query in it, in their order
public record Excerpt(FieldSpan place, String text, List<MatchSpan> matches) {
  public Excerpt {
    matches = List.copyOf(matches);
  }

  /// A part of a field's value.
  ///
  /// @param value of the field
  public static Excerpt of(FieldSpan place, String value) {
    return new Excerpt(place, place.of(value), List.of());
  }

  /// A place in a field's value.
  ///
  /// @param start in Unicode code points of the value, from 0
  /// @param end exclusive
  public record MatchSpan(int start, int end) {}
}
