package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Markdown file that is one document: the title is the `title` of its front matter, else its
/// first heading, else the file's name without the ending.
///
/// @param id of the document
record Markdown(Path file, String id) implements Source {
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
    return WholeFile.open(file, this::document);
  }

  private Document document(String content) {
    Matcher front = FRONT_MATTER.matcher(content);
    String head = front.find() ? front.group(1) : "";
    MarkdownText body = MarkdownText.of(head.isEmpty() ? content : content.substring(front.end()));
    Matcher declared = TITLE.matcher(head);
    if (declared.find()) {
      String text = body.heading() + "\n" + body.text();
      return new Document(id, declared.group(2), text.strip(), Map.of());
    }
    String title = body.heading().isEmpty() ? WholeFile.title(file) : body.heading();
    return new Document(id, title, body.text(), Map.of());
  }
}
