package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.document.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MarkdownTest {
  @TempDir Path folder;

  @Test
  void firstHeadingIsTheTitleAndMarkupIsRemoved() {
    Document document =
        read(
            """
            # Grow *tomatoes*

            Water them [daily](http://example.com/w "why"), **not** at noon;
            see `hose --help`.

            ## Soil
            - sand
            - clay &amp; loam

            > Quoted words

            ```sh
            hose --open
            ```
            <p align="center">A <b>picture</b> <img src="x.png"></p>
            """);
    assertThat(document.title()).isEqualTo("Grow tomatoes");
    assertThat(document.text())
        .isEqualTo(
            """
            Water them daily, not at noon; see hose --help.
            Soil
            sand
            clay & loam
            Quoted words
            hose --open
            A  picture\
            """);
    assertThat(document.id()).isEqualTo("page.md");
  }

  @Test
  void titleOfTheFrontMatterHasPrecedence() {
    Document document = read("---\ndate: 2020\ntitle: \"On soil\"\n---\n# Soil\nIt is brown.\n");
    assertThat(document.title()).isEqualTo("On soil");
    assertThat(document.text()).isEqualTo("Soil\nIt is brown.");
  }

  @Test
  void otherValuesOfTheFrontMatterAreFields() {
    Document document =
        read(
            """
            ---
            title: On soil
            date: 2020-01-31
            tags: [earth, "brown"]
            authors:
              - Ann Lee
              - 'Bo'
            empty:
            id: 7
            ---
            It is brown.
            """);
    assertThat(document.fields())
        .isEqualTo(
            Map.of(
                "date", "2020-01-31",
                "tags", List.of("earth", "brown"),
                "authors", List.of("Ann Lee", "Bo")));
    assertThat(document.id()).isEqualTo("page.md");
    assertThat(document.text()).isEqualTo("It is brown.");
  }

  @Test
  void withoutAHeadingTheFileNameIsTheTitle() {
    Document document = read("Only words.\n\n---\n\nMore.");
    assertThat(document.title()).isEqualTo("page");
    assertThat(document.text()).isEqualTo("Only words.\nMore.");
  }

  @Test
  void aFileThatIsNotUtf8IsReported() {
    Path file = ReadAll.file(folder, "page.md", new byte[] {'#', (byte) 0xFF});
    assertThat(ReadAll.of(Source.of(file)).bad())
        .singleElement()
        .satisfies(bad -> assertThat(bad.where()).isEqualTo(file.toString()))
        .satisfies(bad -> assertThat(bad.reason()).contains("none of UTF-8", "--encoding"));
  }

  private Document read(String content) {
    return ReadAll.of(Source.of(ReadAll.file(folder, "page.md", content))).documents().getFirst();
  }
}
