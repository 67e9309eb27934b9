package dev.semblance.server.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/// The error of a field that a request does not have, with the field that was probably meant.
final class UnknownField {
  private UnknownField() {}

  /// @param known the fields that the request has, in the order of the message
  static JsonError error(String field, Collection<String> known) {
    String list = known.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    String meant = nearest(field, known).map(name -> "; did you mean `" + name + "`?").orElse("");
    return JsonError.wrongShape(
        "", "unknown field `" + shortened(field) + "`, expected one of " + list + meant);
  }

  private static String shortened(String field) {
    return field.length() <= 100 ? field : field.substring(0, 100) + "…";
  }

  /// The known field that at most half of its letters distinguish.
  private static Optional<String> nearest(String field, Collection<String> known) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - field.length()) <= name.length() / 2)
        .filter(name -> distance(field, name) <= name.length() / 2)
        .min(Comparator.comparingInt(name -> distance(field, name)));
  }

  /// Levenshtein's: how many letters must be inserted, removed or replaced.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
