package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTest {
  @TempDir Path folder;

  @Test
  void readsEveryKnownFileInTheOrderOfTheirPaths() {
    ReadAll.file(folder, "b/notes.txt", "\uFEFF some words \n");
    ReadAll.file(folder, "a.jsonl", "{\"id\":\"1\",\"text\":\"x\"}");
    ReadAll.file(folder, "picture.png", "no");
    ReadAll.file(folder, ".git/notes.txt", "hidden");
    ReadAll read = ReadAll.of(Source.of(folder));

    String id = folder.resolve("b/notes.txt").toString();
    assertThat(read.documents())
        .containsExactly(new Document("1", "", "x"), new Document(id, "notes", "some words"));
    assertThat(read.bad()).isEmpty();
  }

  @Test
  void severalSourcesAreReadOneAfterAnother() {
    Path first = ReadAll.file(folder, "one.txt", "one");
    Path second = ReadAll.file(folder, "two.csv", "id,text\n2,two\n");
    ReadAll read = ReadAll.of(Source.of(List.of(second, first)));
    assertThat(read.documents()).extracting(Document::text).containsExactly("two", "one");
  }

  @Test
  void shareGrowsToOne() {
    ReadAll.file(folder, "1.txt", "one");
    ReadAll.file(folder, "2.txt", "two");
    try (DocumentReader reader = Source.of(folder).open()) {
      assertThat(reader.share()).isZero();
      assertThat(reader.next()).isNotNull();
      assertThat(reader.share()).isEqualTo(0.5);
      assertThat(reader.next()).isNotNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.share()).isEqualTo(1);
    }
  }

  @Test
  void folderWithoutKnownFilesIsRefusedWithTheKnownNames() {
    ReadAll.file(folder, "picture.png", "no");
    assertThatThrownBy(() -> Source.of(folder).open())
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining(".jsonl");
  }

  @Test
  void unknownFileNameIsRefused() {
    Path file = ReadAll.file(folder, "data.bin", "x");
    assertThatThrownBy(() -> Source.of(file))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("data.bin");
  }
}
