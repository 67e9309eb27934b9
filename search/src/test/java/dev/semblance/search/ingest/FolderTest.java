package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTest {
  @TempDir Path folder;

  @Test
  void readsEveryKnownFileAndNamesTheOthersInTheOrderOfTheirPaths() {
    ReadAll.file(folder, "b/notes.txt", "\uFEFF some words \n");
    ReadAll.file(folder, "a.jsonl", "{\"id\":\"1\",\"text\":\"x\"}");
    Path picture = ReadAll.file(folder, "picture.png", "no");
    Path page = ReadAll.file(folder, "b/page.xls", "no");
    ReadAll.file(folder, ".git/notes.txt", "hidden");
    ReadAll.file(folder, "b/.draft.txt", "hidden");
    Source source = Source.of(folder);
    ReadAll read = ReadAll.of(source);

    assertThat(read.documents())
        .containsExactly(
            new Document("1", "", "x"), new Document("b/notes.txt", "notes", "some words"));
    assertThat(read.bad())
        .extracting(IngestReport.Skipped::where)
        .containsExactly(page.toString(), picture.toString());
    assertThat(read.bad().getFirst().reason()).contains("unknown kind of file", ".jsonl");
    assertThat(source.hidden())
        .containsExactly(folder.resolve(".git"), folder.resolve("b/.draft.txt"));
  }

  @Test
  void idsDoNotDependOnHowTheFolderIsNamed() throws IOException {
    ReadAll.file(folder, "b/notes.txt", "words");
    ReadAll.file(folder, "page.md", "words");
    Path link =
        Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-l"), folder);
    Path relative = Path.of("").toAbsolutePath().relativize(folder);
    for (Path name : List.of(folder, folder.resolve("b/.."), relative, link)) {
      assertThat(ReadAll.of(Source.of(name)).documents())
          .extracting(Document::id)
          .containsExactly("b/notes.txt", "page.md");
    }
    assertThat(ReadAll.of(Source.of(folder.resolve("b/notes.txt"))).documents())
        .extracting(Document::id)
        .containsExactly("notes.txt");
    Files.delete(link);
  }

  @Test
  void excludedFilesAndFoldersAreNeitherReadNorNamed() {
    ReadAll.file(folder, "notes.txt", "words");
    ReadAll.file(folder, "draft-1.txt", "words");
    ReadAll.file(folder, "web/node_modules/x/readme.md", "words");
    ReadAll.file(folder, "old/a.txt", "words");
    ReadAll.file(folder, "data/documents/_0.cfs", "index");
    Path data = folder.resolve("data");
    var exclusions = Exclusions.of(List.of("draft-*", "node_modules/", "old/*.txt"), List.of(data));
    ReadAll read = ReadAll.of(Source.of(List.of(folder), exclusions, ReadSettings.DEFAULT));
    assertThat(read.documents()).extracting(Document::id).containsExactly("notes.txt");
    assertThat(read.bad()).isEmpty();
    assertThatThrownBy(() -> Exclusions.of(List.of("[a"), List.of()))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("[a");
  }

  @Test
  void whatCannotBeReadDoesNotStopTheOthers() throws IOException {
    ReadAll.file(folder, "in/good.txt", "words");
    Path unknown = ReadAll.file(folder, "data.bin", "x");
    Path missing = folder.resolve("missing.jsonl");
    ReadAll.file(folder, "pictures/a.png", "x");
    Path pictures = folder.resolve("pictures");
    ReadAll read =
        ReadAll.of(
            Source.of(
                List.of(unknown, missing, pictures, folder.resolve("in")),
                Exclusions.NONE,
                ReadSettings.DEFAULT));
    assertThat(read.documents()).extracting(Document::id).containsExactly("good.txt");
    assertThat(read.bad())
        .extracting(IngestReport.Skipped::where)
        .containsExactlyInAnyOrder(unknown.toString(), missing.toString(), pictures.toString());
  }

  @Test
  void linksToFoldersAreFollowedOnce(@TempDir Path other) throws IOException {
    ReadAll.file(other, "far.txt", "words");
    ReadAll.file(folder, "sub/near.txt", "words");
    Files.createSymbolicLink(folder.resolve("a"), other);
    Path again = Files.createSymbolicLink(folder.resolve("b"), other);
    Path inside = Files.createSymbolicLink(folder.resolve("c"), folder.resolve("sub"));
    Path loop = Files.createSymbolicLink(folder.resolve("sub/up"), folder);
    Path back = Files.createSymbolicLink(other.resolve("back"), folder);
    Path nothing = Files.createSymbolicLink(folder.resolve("nothing.txt"), Path.of("/no/such"));
    ReadAll read = ReadAll.of(Source.of(folder));
    assertThat(read.documents())
        .extracting(Document::id)
        .containsExactly("a/far.txt", "sub/near.txt");
    assertThat(read.bad())
        .extracting(IngestReport.Skipped::where)
        .containsExactlyInAnyOrder(
            again.toString(),
            inside.toString(),
            loop.toString(),
            folder.resolve("a/back").toString(),
            nothing.toString());
    assertThat(back).exists();
  }

  @Test
  void filesWithoutTextAreSkippedWithTheReason() {
    ReadAll.file(folder, "blank.txt", " \n");
    ReadAll.file(folder, "empty.md", "");
    ReadAll.file(folder, "nul.txt", "a\0b");
    ReadAll read = ReadAll.of(Source.of(folder));
    assertThat(read.documents()).isEmpty();
    assertThat(read.bad())
        .extracting(IngestReport.Skipped::reason)
        .satisfiesExactly(
            blank -> assertThat(blank).contains("no text"),
            empty -> assertThat(empty).contains("no text"),
            nul -> assertThat(nul).contains("NUL characters"));
  }

  @Test
  void tablesMayBeSeparatedBySemicolonsOrTabs() {
    ReadAll.file(folder, "a.csv", "id;text\n1;\"one; two, three\"\n");
    ReadAll.file(folder, "b.tsv", "id\ttext\n2\tfour, five;\n");
    assertThat(ReadAll.of(Source.of(folder)).documents())
        .containsExactly(
            new Document("1", "", "one; two, three"), new Document("2", "", "four, five;"));
  }

  @Test
  void prefixGoesBeforeEveryId() {
    ReadAll.file(folder, "two.csv", "id,text\n1,two\n");
    ReadAll read = ReadAll.of(Source.of(folder).withIdPrefix("two-"));
    assertThat(read.documents()).extracting(Document::id).containsExactly("two-1");
  }

  @Test
  void severalSourcesAreReadOneAfterAnother() {
    Path first = ReadAll.file(folder, "one.txt", "one");
    Path second = ReadAll.file(folder, "two.csv", "id,text\n2,two\n");
    ReadAll read =
        ReadAll.of(Source.of(List.of(second, first), Exclusions.NONE, ReadSettings.DEFAULT));
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
