package dev.semblance.server.http.collection;

import dev.semblance.query.Highlight;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The field `highlight` of a search: `true`, or an object with its settings.
final class HighlightField {
  private static final List<String> FIELDS =
      List.of("fields", "fragments", "length", "html", "pre", "post");

  private HighlightField() {}

  /// Null where no highlights are wanted.
  ///
  /// @throws JsonError WRONG_SHAPE
  static @Nullable Highlight read(Fields body) {
    if (body.object().path("highlight").isBoolean()) {
      return body.flag("highlight", false) ? Highlight.STANDARD : null;
    }
    Fields settings = body.fieldsOrNull("highlight");
    if (settings == null) {
      return null;
    }
    settings.only(FIELDS);
    boolean named = settings.object().hasNonNull("fields");
    return new Highlight(
        named ? settings.texts("fields") : List.of(),
        settings.count("fragments", Highlight.STANDARD.fragments()),
        settings.count("length", Highlight.STANDARD.length()),
        marks(settings));
  }

  private static Highlight.Marks marks(Fields settings) {
    boolean html = settings.flag("html", false);
    Highlight.Marks usual = html ? Highlight.Marks.EMPHASIS : Highlight.Marks.NONE;
    String before = settings.textOrNull("pre");
    String after = settings.textOrNull("post");
    return new Highlight.Marks(
        html, before == null ? usual.before() : before, after == null ? usual.after() : after);
  }
}
