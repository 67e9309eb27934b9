package dev.semblance.search.present;

import dev.semblance.document.FieldSpan;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Highlight;
import java.util.ArrayList;
import java.util.List;

/// Makes excerpts of texts with the words of a query. *Safe for use by many threads.*
///
/// @param words of the query
/// @param settings as the search asked for them
public record Highlighter(QueryWords words, Highlight settings) {

  /// The parts of a field's value with most words, in their order; none where it has none.
  List<Excerpt> excerpts(String field, String value) {
    List<TextMatch> matches = words.in(value);
    List<Excerpt> excerpts = new ArrayList<>();
    for (Fragments.Fragment fragment :
        new Fragments(value, matches, settings.length()).best(settings.fragments())) {
      excerpts.add(excerpt(field, value, fragment));
    }
    return excerpts;
  }

  private Excerpt excerpt(String field, String value, Fragments.Fragment fragment) {
    int start = value.codePointCount(0, fragment.start());
    int end = start + value.codePointCount(fragment.start(), fragment.end());
    List<Excerpt.MatchSpan> spans = new ArrayList<>();
    var text = new StringBuilder();
    int written = fragment.start();
    for (TextMatch match : fragment.matches()) {
      int from = start + value.codePointCount(fragment.start(), match.start());
      spans.add(
          new Excerpt.MatchSpan(from, from + value.codePointCount(match.start(), match.end())));
      text.append(written(value, written, match.start()))
          .append(settings.marks().before())
          .append(written(value, match.start(), match.end()))
          .append(settings.marks().after());
      written = match.end();
    }
    text.append(written(value, written, fragment.end()));
    return new Excerpt(new FieldSpan(field, start, end), text.toString(), spans);
  }

  private String written(String value, int from, int to) {
    String part = value.substring(from, to);
    return settings.marks().html() ? escaped(part) : part;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
