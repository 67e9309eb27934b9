package dev.semblance.server.command.terminal;

import dev.semblance.document.FieldSelection;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Excerpts;
import dev.semblance.query.Highlight;
import dev.semblance.query.Hit;
import java.util.List;
import java.util.Optional;

/// The line of a hit's text that says most about why it was found, with the words of the query in
/// bold.
final class ExcerptLine {
  /// Characters for private use stand for the beginning and end of bold, until the line is cut.
  private static final char BOLD = '\uE000';

  private static final char PLAIN = '\uE001';

  /// One part of each field, about as long as a line.
  static final Highlight HIGHLIGHT =
      new Highlight(
          List.of(),
          1,
          90,
          new Highlight.Marks(false, String.valueOf(BOLD), String.valueOf(PLAIN)));

  private ExcerptLine() {}

  /// Words of the query in the text or another field but the title, else the best passage, else the
  /// beginning of the text.
  static String of(Hit hit, Terminal terminal, int width) {
    Excerpts excerpts = hit.excerpts();
    String text =
        highlight(excerpts).or(excerpts::passage).map(Excerpt::text).orElse(hit.document().text());
    int marks = (int) text.chars().filter(ExcerptLine::isMark).count();
    String line = TruncatedLine.of(text, width + marks);
    boolean open = line.lastIndexOf(BOLD) > line.lastIndexOf(PLAIN);
    return styled(open ? line + PLAIN : line, terminal);
  }

  private static Optional<Excerpt> highlight(Excerpts excerpts) {
    List<Excerpt> inText = excerpts.highlights().get(FieldSelection.TEXT);
    return inText != null
        ? inText.stream().findFirst()
        : excerpts.highlights().entrySet().stream()
            .filter(field -> !field.getKey().equals(FieldSelection.TITLE))
            .flatMap(field -> field.getValue().stream())
            .findFirst();
  }

  private static boolean isMark(int character) {
    return character == BOLD || character == PLAIN;
  }

  private static String styled(String line, Terminal terminal) {
    var styled = new StringBuilder();
    int from = 0;
    for (int at = line.indexOf(BOLD); at >= 0; at = line.indexOf(BOLD, from)) {
      int end = line.indexOf(PLAIN, at);
      if (end < 0) {
        break;
      }
      styled.append(line, from, at).append(terminal.bold(line.substring(at + 1, end)));
      from = end + 1;
    }
    return styled.append(line, from, line.length()).toString();
  }
}
