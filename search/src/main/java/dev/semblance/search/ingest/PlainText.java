package dev.semblance.search.ingest;

import dev.semblance.collection.Document;
import java.nio.file.Path;
import java.util.Map;

/// A text file that is one document: its path as given is the id, its name without the ending the
/// title.
record PlainText(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return WholeFile.open(file, PlainText::document);
  }

  private static Document document(Path file, String text) {
    return new Document(WholeFile.id(file), WholeFile.title(file), text.strip(), Map.of());
  }
}
