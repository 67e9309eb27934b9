package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.document.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {
  @TempDir Path folder;

  @Test
  void otherColumnsBecomeFields() {
    ReadAll read = read("id,title,text,year\r\na,T,words,2019\r\nb,,more words,\r\n");
    assertThat(read.documents())
        .containsExactly(
            new Document("a", "T", "words", Map.of("year", "2019")),
            new Document("b", "", "more words", Map.of("year", "")));
  }

  @Test
  void quotedCellsContainCommasQuotesAndLineEnds() {
    ReadAll read = read("id,text\n1,\"a, \"\"b\"\"\nc\"\n2,d\n");
    assertThat(read.documents()).extracting(Document::text).containsExactly("a, \"b\"\nc", "d");
  }

  @Test
  void unclosedQuoteSpoilsItsLineOnly() {
    ReadAll read = read("id,text\n1,\"open\n2,good\n3,fine\n");
    assertThat(read.documents()).extracting(Document::id).containsExactly("2", "3");
    assertThat(read.bad())
        .containsExactly(new IngestReport.Skipped(place(2), "a quote is opened and never closed"));
  }

  @Test
  void badRowsAreReportedWithTheirLine() {
    ReadAll read = read("id,text\n1,a\n2\n\"3\n\",x\n4,b,c\n5,\"d\"e\n6,f\"g\n7,h");
    assertThat(read.documents()).extracting(Document::id).containsExactly("1", "3", "7");
    assertThat(read.bad())
        .containsExactly(
            new IngestReport.Skipped(place(3), "the row has 1 columns, the header has 2"),
            new IngestReport.Skipped(place(6), "the row has 3 columns, the header has 2"),
            new IngestReport.Skipped(place(7), "'e' after the closing quote of a cell"),
            new IngestReport.Skipped(
                place(8), "a quote inside a cell that does not begin with one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "id,year\n1,2\n", "id,text,text\n1,2,3\n", "\"id,text\n1,2"})
  void tableWithoutAUsableHeaderIsReported(String content) {
    ReadAll read = read(content);
    assertThat(read.documents()).isEmpty();
    assertThat(read.bad()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsBackWhateverIsWrittenByTheRules(long seed) {
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    List<Document> written = new ArrayList<>();
    var table = new StringBuilder("id,text\n");
    for (int row = 0; row < 200; row++) {
      String text =
          random
              .ints(random.nextInt(12), 0, 6)
              .mapToObj(i -> "a,\"\nü ".substring(i, i + 1))
              .collect(Collectors.joining());
      written.add(new Document("r" + row, "", text));
      table.append("r").append(row).append(",\"").append(text.replace("\"", "\"\"")).append("\"\n");
    }
    ReadAll read = read(table.toString());
    assertThat(read.documents()).isEqualTo(written);
    assertThat(read.bad()).isEmpty();
  }

  private String place(int line) {
    return folder.resolve("table.csv") + ", line " + line;
  }

  private ReadAll read(String content) {
    return ReadAll.of(Source.of(ReadAll.file(folder, "table.csv", content)));
  }
}
