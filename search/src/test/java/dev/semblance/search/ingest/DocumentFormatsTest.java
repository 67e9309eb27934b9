package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.document.Document;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are one document each.
final class DocumentFormatsTest {
  @TempDir Path folder;

  @Test
  void htmlIsReadWithoutNavigationAndScripts() {
    String page =
        """
        <!doctype html><html><head><title> The  page </title><style>p {}</style></head><body>
        <header>Site</header><nav><a href=x>Home</a></nav>
        <main><h1>Keys</h1><p>The spare <b>key</b> hangs<br>behind&nbsp;the door.</p>
        <table><tr><td>a<td>b</tr><tr><td>c</td><td>d</td></tr></table>
        <pre>  x
          y</pre><script>alert(1)</script><p hidden>no</p></main>
        <footer>Imprint</footer></body></html>
        """;
    Document document = read("page.html", page.getBytes(StandardCharsets.UTF_8));
    assertThat(document.title()).isEqualTo("The page");
    assertThat(document.text())
        .isEqualTo("Keys\nThe spare key hangs\nbehind the door.\na\tb\nc\td\nx\ny");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gb2312", "GBK", "Shift_JIS"})
  void htmlDeclaresItsEncoding(String charset) {
    String page =
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=%s'></head><p>日本</p>"
            .formatted(charset);
    assertThat(read("page.htm", page.getBytes(Charset.forName(charset))).text()).isEqualTo("日本");
  }

  @Test
  void htmlWithoutATitleHasItsHeading() {
    assertThat(read("page.html", "<h1>A <i>word</i></h1><p>b".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Document("page.html", "A word", "A word\nb"));
  }

  @Test
  void wordDocumentsAreReadByParagraphsAndCells() {
    String table =
        "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>"
            .formatted(GeneratedFiles.paragraph("a"), GeneratedFiles.paragraph("植物"));
    String deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";
    String body = GeneratedFiles.paragraph("First &amp; last") + table + deleted;
    Document document = read("note.docx", GeneratedFiles.docx("A note", body));
    assertThat(document.title()).isEqualTo("A note");
    assertThat(document.text()).isEqualTo("First & last\n\na\t植物");
  }

  @Test
  void pdfIsReadPageByPage() {
    byte[] pdf = GeneratedFiles.pdf(List.of("The spare key", "behind the door"), "");
    Document document = read("manual.pdf", pdf);
    assertThat(document.title()).isEqualTo("A manual");
    assertThat(document.text()).isEqualTo("The spare key\n\nbehind the door");
    assertThat(document.fields()).containsEntry("pages", 2);
  }

  @Test
  void gzipOfAnyFormatIsRead() {
    assertThat(read("notes.txt.gz", ReadAll.gzip("words")))
        .isEqualTo(new Document("notes.txt.gz", "notes", "words"));
    assertThat(read("page.md.gz", ReadAll.gzip("# T\n\nx")).title()).isEqualTo("T");
    assertThat(read("misnamed.txt", ReadAll.gzip("words")).text()).isEqualTo("words");
  }

  @Test
  void encodingsAreFoundAndNamed() {
    byte[] chinese = "备用钥匙挂在门后。".getBytes(Charset.forName("GBK"));
    Path file = ReadAll.file(folder, "zh.txt", chinese);
    try (DocumentReader reader = Source.of(file).open()) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.assumption()).contains(file + ": read as GB18030");
    }
    byte[] russian = "ключ за дверью".getBytes(Charset.forName("windows-1251"));
    Path other = ReadAll.file(folder, "ru.txt", russian);
    assertThat(ReadAll.of(Source.of(other)).bad())
        .singleElement()
        .extracting(IngestReport.Skipped::reason)
        .asString()
        .contains("--encoding");
    ReadSettings settings =
        new ReadSettings(
            Optional.empty(),
            Optional.of(Charset.forName("windows-1251")),
            Optional.empty(),
            Optional.empty(),
            RecordColumns.DEFAULT);
    assertThat(ReadAll.of(Source.of(List.of(other), Exclusions.NONE, settings)).documents())
        .extracting(Document::text)
        .containsExactly("ключ за дверью");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README", "Main.java", "notes.rst", "todo.org", "conf.yaml"})
  void sourceCodeAndNamesWithoutAnEndingAreText(String name) {
    assertThat(read(name, "some words".getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("some words");
  }

  @Test
  void standardInputIsRecognizedByItsFirstBytes() {
    assertThat(
            stream(
                "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"y\"}\n"
                    .getBytes(StandardCharsets.UTF_8)))
        .hasSize(2);
    assertThat(stream("[{\"id\":\"1\",\"text\":\"x\"}]".getBytes(StandardCharsets.UTF_8)))
        .hasSize(1);
    assertThat(stream("{\n\"id\":\"1\",\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .hasSize(1);
    assertThat(stream("<html><p>words".getBytes(StandardCharsets.UTF_8)))
        .extracting(Document::text)
        .containsExactly("words");
    assertThat(stream(ReadAll.gzip("{\"id\":\"1\",\"text\":\"x\"}\n"))).hasSize(1);
    assertThat(stream(GeneratedFiles.pdf(List.of("x"), "")))
        .extracting(Document::text)
        .contains("x");
    assertThat(stream(GeneratedFiles.docx("", GeneratedFiles.paragraph("x"))))
        .extracting(Document::text)
        .contains("x");
  }

  private static List<Document> stream(byte[] bytes) {
    return ReadAll.of(Source.of(new ByteArrayInputStream(bytes), ReadSettings.DEFAULT)).documents();
  }

  private Document read(String name, byte[] content) {
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, name, content)));
    assertThat(read.bad()).isEmpty();
    return read.documents().getFirst();
  }
}
