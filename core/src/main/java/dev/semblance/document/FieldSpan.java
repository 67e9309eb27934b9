package dev.semblance.document;

/// A part of a text field. Immutable.
///
/// @param field name of the field
/// @param start in Unicode code points of the field's value, from 0
/// @param end exclusive
public record FieldSpan(String field, int start, int end) {

  /// The part of the field's value. Where the value has become shorter, what is left of the part.
  ///
  /// @param value of the field
  public String of(String value) {
    int from = offset(value, 0, start);
    return value.substring(from, offset(value, from, end - start));
  }

  private static int offset(String value, int from, int points) {
    return value.codePointCount(from, value.length()) <= points
        ? value.length()
        : value.offsetByCodePoints(from, points);
  }
}
