package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import java.nio.file.Path;
import java.util.Map;

/// A text file that is one document: its name without the ending is the title.
///
/// @param id of the document
record PlainText(Path file, String id) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return WholeFile.open(file, this::document);
  }

  private Document document(String text) {
    return new Document(id, WholeFile.title(file), text.strip(), Map.of());
  }
}
