package dev.semblance.chunk;

import dev.semblance.Chunked.Chunk;
import dev.semblance.TokenSpans;
import dev.semblance.WindowSize;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// One chunk for each section: a heading and what follows it, until the next heading. A section
/// that does not fit is cut by [SentenceChunker].
///
/// Headings are lines of Markdown: `#` to `######` and a space, or a line above one of `===` or
/// `---`. Lines inside of fenced code are none.
public record HeadingChunker(WindowSize size) implements Chunker {
  private static final int LONGEST_UNDERLINED = 200;

  @Override
  public List<Chunk> chunks(TokenSpans text) {
    var sentences = new SentenceChunker(size);
    List<Chunk> chunks = new ArrayList<>();
    for (TextPart section : sections(text)) {
      sentences.cut(text, section).forEach(part -> chunks.add(part.chunk(text)));
    }
    return chunks;
  }

  private static List<TextPart> sections(TokenSpans text) {
    TreeSet<Integer> headings = headings(text.points());
    List<TextPart> sections = new ArrayList<>();
    int from = 0;
    for (int token = 1; token < text.count(); token++) {
      Integer heading = headings.floor(text.starts()[token]);
      if (heading != null && heading > text.starts()[token - 1]) {
        sections.add(new TextPart(from, token));
        from = token;
      }
    }
    if (from < text.count()) {
      sections.add(new TextPart(from, text.count()));
    }
    return sections;
  }

  /// Where headings begin, in code points.
  private static TreeSet<Integer> headings(int[] points) {
    TreeSet<Integer> headings = new TreeSet<>();
    boolean code = false;
    int previous = -1;
    for (int start = 0; start < points.length; start = nextLine(points, start)) {
      String line = line(points, start);
      if (line.startsWith("```") || line.startsWith("~~~")) {
        code = !code;
      } else if (!code && line.matches("#{1,6}[ \\t].*")) {
        headings.add(start);
      } else if (!code && line.matches("={3,}|-{3,}") && isTextLine(points, previous)) {
        headings.add(previous);
      }
      previous = start;
    }
    return headings;
  }

  private static boolean isTextLine(int[] points, int start) {
    return start >= 0 && !line(points, start).isBlank();
  }

  private static int nextLine(int[] points, int start) {
    int end = start;
    while (end < points.length && points[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  /// A line without spaces around it, or its beginning.
  private static String line(int[] points, int start) {
    int end = Math.min(nextLine(points, start) - 1, start + LONGEST_UNDERLINED);
    return new String(points, start, end - start).strip();
  }
}
