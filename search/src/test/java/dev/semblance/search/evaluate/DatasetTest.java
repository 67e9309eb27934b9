package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetTest {
  @TempDir Path folder;

  @BeforeEach
  void writeASmallSet() throws IOException {
    write(
        "corpus.jsonl",
        "{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"one\"}\n{\"_id\":\"d2\",\"text\":\"two\"}\n");
    write(
        "queries.jsonl",
        "{\"_id\":\"q1\",\"text\":\"one?\"}\n{\"_id\":\"q2\",\"text\":\"two?\"}\n");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n");
  }

  @Test
  void readsBeirsForm() {
    Dataset dataset = Dataset.open(folder);
    assertThat(dataset.documents()).isEqualTo(2);
    assertThat(dataset.queries()).containsExactly(new JudgedQuery("q1", "one?"));
    assertThat(dataset.judgments().grades()).isEqualTo(Map.of("q1", Map.of("d1", 2, "d2", 0)));
    assertThat(dataset.notes())
        .containsExactly("1 of 2 queries have a judgment; the others are not asked");
  }

  @Test
  void readsJudgmentsFromBeirsFolder() throws IOException {
    Files.createDirectory(folder.resolve("qrels"));
    Files.move(folder.resolve("qrels.tsv"), folder.resolve("qrels/test.tsv"));
    assertThat(Dataset.open(folder).judgments().queries()).containsExactly("q1");
  }

  @Test
  void judgedDocumentsThatAreMissingAreNoted() throws IOException {
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\tlost\t1\n");
    assertThat(Dataset.open(folder).notes())
        .singleElement()
        .asString()
        .contains("judges 1 documents that are not in")
        .contains("line 3: 'lost'");
  }

  @Test
  void aJudgmentOfAnUnknownQueryIsRefused() throws IOException {
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq7\td1\t1\n");
    assertRefused("qrels.tsv, line 3: query 'q7' is not in");
  }

  @Test
  void unreadableRecordIsReportedWithFileAndLine() throws IOException {
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\n");
    assertRefused("qrels.tsv, line 2: expected query-id");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tgood\n");
    assertRefused("qrels.tsv, line 2: the score must be a whole number, is 'good'");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td1\t0\n");
    assertRefused("qrels.tsv, line 3: document 'd1' is judged for query 'q1' a second time");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\n");
    assertRefused("qrels.tsv holds no judgment");
  }

  @Test
  void badQueriesAndDocumentsAreRefused() throws IOException {
    write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"a\"}\n{\"id\":\"q1\",\"text\":\"b\"}\n");
    assertRefused("queries.jsonl, line 2: id 'q1' occurs a second time");
    write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"a\"}\n{\"id\":\"q2\"}\n");
    assertRefused("queries.jsonl, line 2: `text` is empty");
    write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"a\"}\n");
    write("corpus.jsonl", "{\"id\":\"d1\",\"text\":\"a\"}\nnothing\n");
    assertRefused("corpus.jsonl, line 2: expected a JSON object");
  }

  @Test
  void folderWithoutACorpusIsRefused() throws IOException {
    Files.delete(folder.resolve("corpus.jsonl"));
    assertThatThrownBy(() -> Dataset.open(folder))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND))
        .hasMessageContaining("corpus.jsonl.gz");
  }

  @Test
  void readsSciFact() {
    Dataset dataset = Dataset.open(SharedData.file("scifact"));
    assertThat(dataset.documents()).isEqualTo(5_183);
    assertThat(dataset.queries()).hasSize(300);
    assertThat(dataset.notes()).isEmpty();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Dataset.open(folder))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INVALID))
        .hasMessageContaining(message);
  }
}
