package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.search.ingest.text.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonLinesTest {
  @TempDir Path folder;

  @Test
  void otherKeysBecomeFields() {
    ReadAll read =
        read(
            """
            {"id": "a", "title": "T", "text": "words", "year": 2019, "tags": ["x", {"y": true}]}
            """);
    Map<String, Object> fields = Map.of("year", 2019, "tags", List.of("x", Map.of("y", true)));
    assertThat(read.documents()).containsExactly(new Document("a", "T", "words", fields));
  }

  @Test
  void nullIsAbsentAndANumberMayBeAnId() {
    ReadAll read = read("{\"_id\": 12, \"title\": null, \"text\": \"words\", \"year\": null}");
    assertThat(read.documents()).containsExactly(new Document("12", "", "words"));
  }

  @Test
  void recordWithoutIdGetsTheSameIdInEveryRunAndPlace() {
    String first = read("{\"text\": \"words\"}").documents().getFirst().id();
    ReadAll moved = read("{\"text\": \"other\"}\n{\"text\": \"words\"}");
    assertThat(moved.documents().get(1).id()).isEqualTo(first).matches("[0-9a-f]{32}");
    assertThat(moved.documents().get(0).id()).isNotEqualTo(first);
    assertThat(read("{\"text\": \"words\", \"n\": 1}").documents().getFirst().id())
        .isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2]                        | expected a JSON object
          null                          | got null
          {"id": "a", "text"            | not a JSON object at column
          {"id": "a"} {"id": "b"}       | not a JSON object
          {"id": "a", "id": "b"}        | Duplicate field 'id'
          {"id": 1.5, "text": "x"}      | `id` must be a string or a whole number, is 1.5
          {"id": "", "text": "x"}       | `id` is empty
          {"id": "a", "text": ["x"]}    | `text` must be a string, is [x]
          {"id": "a", "title": 7}       | `title` must be a string, is 7
          """)
  void aBadLineIsReportedWithFileAndLineAndTheOthersAreKept(String line, String reason) {
    ReadAll read =
        read("{\"id\":\"1\",\"text\":\"x\"}\n\n" + line + "\n{\"id\":\"2\",\"text\":\"y\"}");
    assertThat(read.documents()).extracting(Document::id).containsExactly("1", "2");
    assertThat(read.bad())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.where()).isEqualTo(folder.resolve("docs.jsonl") + ", line 3");
          assertThat(bad.reason()).contains(reason);
        });
  }

  @Test
  void byteOrderMarkAndWindowsLineEndsAreDropped() {
    ReadAll read = read("\uFEFF{\"id\":\"1\",\"text\":\"x\"}\r\n{\"id\":\"2\",\"text\":\"y\"}\r\n");
    assertThat(read.documents()).extracting(Document::text).containsExactly("x", "y");
    assertThat(read.bad()).isEmpty();
  }

  @Test
  void aLineThatIsNotUtf8SpoilsOnlyItself() {
    byte[] bytes =
        "{\"id\":\"1\",\"text\":\"x\"}\n#?#\n{\"id\":\"2\",\"text\":\"y\"}\n"
            .getBytes(StandardCharsets.US_ASCII);
    bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xC3;
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, "docs.jsonl", bytes)));
    assertThat(read.documents()).hasSize(2);
    assertThat(read.bad())
        .extracting(IngestReport.Skipped::reason)
        .containsExactly("the line is not UTF-8; --encoding names another encoding");
  }

  @Test
  void aLineOverTheLimitSpoilsOnlyItself() {
    byte[] head = "{\"id\":\"1\",\"text\":\"x\"}\n".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[2 * head.length + Lines.MAX_BYTES + 2];
    Arrays.fill(bytes, (byte) 'a');
    System.arraycopy(head, 0, bytes, 0, head.length);
    bytes[head.length + Lines.MAX_BYTES + 1] = '\n';
    System.arraycopy(head, 0, bytes, head.length + Lines.MAX_BYTES + 2, head.length);
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, "docs.jsonl", bytes)));
    assertThat(read.documents()).hasSize(2);
    assertThat(read.bad())
        .singleElement()
        .satisfies(bad ->
            assertThat(bad.where() + bad.reason())
                .contains("line 2")
                .contains("longer than 16777216"));
  }

  @Test
  void truncatedGzipKeepsTheLinesBefore() {
    String many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"" + Math.sin(i) + "\"}\n")
            .collect(Collectors.joining());
    byte[] whole = ReadAll.gzip(many);
    Source intact = Source.of(ReadAll.file(folder, "whole.jsonl.gz", whole));
    assertThat(ReadAll.of(intact).documents()).hasSize(20_000);

    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, "half.jsonl.gz", half)));
    assertThat(read.documents().size()).isBetween(5_000, 15_000);
    assertThat(read.bad())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.where()).endsWith("line " + (read.documents().size() + 1));
          assertThat(bad.reason()).contains("the gzip stream ends in the middle");
        });
  }

  @Test
  void fileThatIsNotGzipIsReported() {
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, "docs.jsonl.gz", "{}")));
    assertThat(read.bad())
        .singleElement()
        .satisfies(bad ->
            assertThat(bad.reason()).containsIgnoringCase("nothing from here on can be read"));
  }

  @Test
  void emptyFileHasNoDocuments() {
    assertThat(read("")).isEqualTo(new ReadAll(List.of(), List.of()));
  }

  @Test
  void aMissingFileIsNotFound() {
    assertThatThrownBy(() -> Source.of(folder.resolve("no.jsonl")))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
  }

  @Test
  void readsNoFurtherThanTheLimit() {
    Path file = ReadAll.file(folder, "docs.jsonl", "{\"id\":\"1\"}\nbad\n{\"id\":\"2\"}\nbad\n");
    ReadAll read = ReadAll.of(Source.of(file).first(2));
    assertThat(read.documents()).hasSize(2);
    assertThat(read.bad()).hasSize(1);
  }

  private ReadAll read(String content) {
    return ReadAll.of(Source.of(ReadAll.file(folder, "docs.jsonl", content)));
  }
}
