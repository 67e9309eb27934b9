package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import dev.semblance.search.ingest.text.FrontMatter;
import dev.semblance.search.ingest.text.MarkdownText;
import java.nio.file.Path;

/// A Markdown file that is one document: the title is the `title` of its front matter, else its
/// first heading, else the file's name without the ending. Other values of the front matter are
/// fields.
///
/// @param id of the document
record Markdown(Path file, String id) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return WholeFile.open(file, this::document);
  }

  private Document document(String content) {
    FrontMatter front = FrontMatter.of(content);
    MarkdownText body = MarkdownText.of(content.substring(front.end()));
    if (!front.title().isEmpty()) {
      String text = body.heading() + "\n" + body.text();
      return new Document(id, front.title(), text.strip(), front.fields());
    }
    String title = body.heading().isEmpty() ? WholeFile.title(file) : body.heading();
    return new Document(id, title, body.text(), front.fields());
  }
}
