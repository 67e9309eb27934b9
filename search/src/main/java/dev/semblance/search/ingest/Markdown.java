package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Markdown file that is one document: its path as given is the id; the title is the `title` of
/// its front matter, else its first heading, else the file's name without the ending.
record Markdown(Path file) implements Source {
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---[ \\t]*\\R(.*?)^---[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern TITLE =
      Pattern.compile("^title:[ \\t]*([\"']?)(.+?)\\1[ \\t]*$", Pattern.MULTILINE);

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return WholeFile.open(file, Markdown::document);
  }

  private static Document document(Path file, String content) {
    Matcher front = FRONT_MATTER.matcher(content);
    String head = front.find() ? front.group(1) : "";
    MarkdownText body = MarkdownText.of(head.isEmpty() ? content : content.substring(front.end()));
    Matcher declared = TITLE.matcher(head);
    String id = WholeFile.id(file);
    if (declared.find()) {
      String text = body.heading() + "\n" + body.text();
      return new Document(id, declared.group(2), text.strip(), Map.of());
    }
    String title = body.heading().isEmpty() ? WholeFile.title(file) : body.heading();
    return new Document(id, title, body.text(), Map.of());
  }
}
