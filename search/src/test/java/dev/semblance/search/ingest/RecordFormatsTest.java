package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of many records each: JSON, tables with found columns, Parquet.
final class RecordFormatsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\":\"1\",\"text\":\"x\"}, {\"id\":\"2\",\"text\":\"y\"}]",
        "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"y\"}",
        "\uFEFF[{\n\"id\":\"1\",\n\"text\":\"x\"},\n[{\"id\":\"2\",\"text\":\"y\"}]]"
      })
  void jsonIsAnArrayOrObjects(String json) {
    ReadAll read = read("a.json", json.getBytes(StandardCharsets.UTF_8), ReadSettings.DEFAULT);
    assertThat(read.documents())
        .containsExactly(new Document("1", "", "x"), new Document("2", "", "y"));
    assertThat(read.bad()).isEmpty();
  }

  @Test
  void badElementsOfAJsonArrayAreNamedByTheirLine() {
    String json = "[{\"id\":1.5},\n7,\n{\"id\":\"3\",\"text\":\"x\"},\n{\"id\":\"4\" oops";
    ReadAll read = read("a.json", json.getBytes(StandardCharsets.UTF_8), ReadSettings.DEFAULT);
    assertThat(read.documents()).extracting(Document::id).containsExactly("3");
    assertThat(read.bad())
        .extracting(IngestReport.Skipped::where)
        .containsExactly(
            folder + "/a.json, line 1", folder + "/a.json, line 2", folder + "/a.json, line 4");
  }

  @Test
  void aGivenVectorIsTakenFromItsKey() {
    String json = "{\"id\":\"1\",\"text\":\"x\",\"embedding\":[1,0.5]}";
    var columns =
        new RecordColumns(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("embedding"));
    Entry entry = entries("a.jsonl", json.getBytes(StandardCharsets.UTF_8), columns).getFirst();
    assertThat(entry.vectors().get("vector")).containsExactly(1, 0.5f);
    assertThat(entry.document().fields()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a;title;b/1;T;2 ! T ! the first row is a header",
        "ID|Text/1|words ! words ! names in any case",
        "nr\tbeschreibung/1\tein längerer Satz über Schlüssel/2\tnoch ein Satz ! ein längerer Satz"
            + " über Schlüssel ! the longest column",
        "1,the first sentence of a table/2,the second one here ! the first sentence of a table ! no"
            + " header",
        "编号,正文/1,植物用光制造糖 ! 植物用光制造糖 ! Chinese names"
      })
  void columnsOfTablesAreFound(String table, String expected, String why) {
    byte[] bytes = table.strip().replace("/", "\n").getBytes(StandardCharsets.UTF_8);
    ReadAll read = read("t.csv", bytes, ReadSettings.DEFAULT);
    assertThat(read.bad()).as(why).isEmpty();
    assertThat(read.documents().getFirst().passage()).as(why).isEqualTo(expected.strip());
  }

  @Test
  void whatWasFoundInATableIsSaid() {
    byte[] bytes =
        "1;Grüße aus Köln sind länger\n2;Schöne Straße\n".getBytes(Charset.forName("windows-1252"));
    Path file = ReadAll.file(folder, "t.csv", bytes);
    try (DocumentReader reader = Source.of(file).open()) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.assumption())
          .contains(
              file
                  + ": read as windows-1252, separated by ';', no header (--header yes reads the"
                  + " first row as one), the text is column `column2`");
    }
  }

  @Test
  void settingsOverruleWhatIsFound() {
    var columns =
        new RecordColumns(
            Optional.of("column1"),
            Optional.of("column2"),
            Optional.of("column3"),
            Optional.empty());
    var settings =
        new ReadSettings(
            Optional.of(FileKind.CSV),
            Optional.of(Charset.forName("Shift_JIS")),
            Optional.of(':'),
            Optional.of(false),
            columns);
    byte[] bytes = "id:title:日本\n2:T:鍵\n".getBytes(Charset.forName("Shift_JIS"));
    ReadAll read = read("table.data", bytes, settings);
    assertThat(read.documents())
        .containsExactly(new Document("id", "title", "日本"), new Document("2", "T", "鍵"));
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    var columns =
        new RecordColumns(
            Optional.empty(), Optional.empty(), Optional.of("body"), Optional.empty());
    var settings =
        new ReadSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), columns);
    ReadAll read = read("t.csv", "id,text\n1,x\n".getBytes(StandardCharsets.UTF_8), settings);
    assertThat(read.bad())
        .singleElement()
        .extracting(IngestReport.Skipped::reason)
        .asString()
        .contains("no column `body`", "[id, text]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "zstd", "gzip"})
  void parquetIsRead(String compression) throws IOException {
    byte[] bytes;
    try (InputStream in =
        RecordFormatsTest.class.getResourceAsStream(
            "/ingest/rows-%s.parquet".formatted(compression))) {
      bytes = in.readAllBytes();
    }
    List<Entry> entries = entries("rows.parquet", bytes, RecordColumns.DEFAULT);
    assertThat(entries).hasSize(6);
    Entry first = entries.getFirst();
    assertThat(first.vectors().get("vector")).containsExactly(1, 0, 0);
    assertThat(first.document())
        .isEqualTo(
            new Document(
                "p0",
                "One",
                "first words",
                Map.of(
                    "year",
                    2001L,
                    "score",
                    0.5,
                    "tags",
                    List.of("a", "b"),
                    "at",
                    "2020-01-01",
                    "more",
                    Map.of("k", 1L, "s", "x"))));
    Document third = entries.get(2).document();
    assertThat(third.title()).isEqualTo("三");
    assertThat(third.fields()).doesNotContainKeys("score", "tags");
  }

  private ReadAll read(String name, byte[] content, ReadSettings settings) {
    Path file = ReadAll.file(folder, name, content);
    return ReadAll.of(Source.of(List.of(file), Exclusions.NONE, settings));
  }

  private List<Entry> entries(String name, byte[] content, RecordColumns columns) {
    Path file = ReadAll.file(folder, name, content);
    var settings =
        new ReadSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), columns);
    List<Entry> entries = new ArrayList<>();
    try (DocumentReader reader = Source.of(List.of(file), Exclusions.NONE, settings).open()) {
      for (ReadResult result = reader.next(); result != null; result = reader.next()) {
        assertThat(result).isInstanceOf(Entry.class);
        entries.add((Entry) result);
      }
    }
    return entries;
  }
}
