package dev.semblance.search.pipeline;

import dev.semblance.document.FieldSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The text that a vector is made from: fields separated by a space, as in retrieval benchmarks.
///
/// @param text may be blank
/// @param fields where each field is in it, in code points
record JoinedText(String text, List<FieldSpan> fields) {

  /// @param texts of a document by field
  /// @param from names of fields, of which the document may lack some
  static JoinedText of(Map<String, String> texts, List<String> from) {
    var joined = new StringBuilder();
    List<FieldSpan> fields = new ArrayList<>();
    int end = 0;
    for (String field : from) {
      String text = texts.get(field);
      if (text != null) {
        int start = fields.isEmpty() ? 0 : end + 1;
        joined.append(fields.isEmpty() ? "" : " ").append(text);
        end = start + text.codePointCount(0, text.length());
        fields.add(new FieldSpan(field, start, end));
      }
    }
    return new JoinedText(joined.toString(), fields);
  }

  /// A part of the text as a part of one field: of several, the one with the most of it.
  ///
  /// @param start in code points of the text
  /// @param end exclusive
  FieldSpan passage(int start, int end) {
    FieldSpan most = new FieldSpan("", 0, 0);
    for (FieldSpan field : fields) {
      int from = Math.max(start, field.start());
      int to = Math.min(end, field.end());
      if (to - from > most.end() - most.start()) {
        most = new FieldSpan(field.field(), from - field.start(), to - field.start());
      }
    }
    return most;
  }
}
