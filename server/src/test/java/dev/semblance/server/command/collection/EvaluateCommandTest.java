package dev.semblance.server.command.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {
  @TempDir Path folder;

  private final Console console = new Console();

  @BeforeEach
  void writeDataset() throws IOException {
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        """
        {"_id":"a","title":"Photosynthesis","text":"Plants make sugar from light."}
        {"_id":"b","title":"Rain","text":"Water falls from clouds."}
        """);
    Files.writeString(
        folder.resolve("queries.jsonl"),
        """
        {"_id":"q1","text":"sugar"}
        {"_id":"q2","text":"clouds"}
        """);
    Files.writeString(
        folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tb\t1\n");
  }

  @Test
  void lexicalModeFindsDocumentsWithTheWords() throws IOException {
    assertThat(evaluate("lexical", "--json")).as(console.err()).isZero();
    JsonNode report = console.json();
    assertThat(report.fieldNames())
        .toIterable()
        .startsWith(
            "ndcg@10",
            "mrr@10",
            "map",
            "recall@10",
            "recall@100",
            "queries",
            "documents",
            "seconds");
    assertThat(report.get("ndcg@10").doubleValue()).isEqualTo(1);
    assertThat(report.get("queries").intValue()).isEqualTo(2);
    assertThat(report.get("documents").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "hybrid"})
  void denseAndHybridModesFindRelevantDocuments(String mode) throws IOException {
    assertThat(evaluate(mode, "--json")).as(console.err()).isZero();
    assertThat(console.json().get("recall@100").doubleValue()).isEqualTo(1);
  }

  @Test
  void printsALinePerFigureAndWritesARunFile() throws IOException {
    Path run = folder.resolve("run.txt");
    assertThat(evaluate("lexical", "--run", run.toString())).isZero();
    assertThat(console.out())
        .startsWith("2 queries, 2 documents, ")
        .contains("\nndcg@10     1.0000 ");
    assertThat(Files.readAllLines(run)).anyMatch(line -> line.startsWith("q1 Q0 a 1 "));
  }

  @Test
  void stsPairsGiveCorrelations() throws IOException {
    Path pairs = folder.resolve("pairs.tsv");
    Files.writeString(
        pairs,
        """
        score\tsentence1\tsentence2
        5.0\tgood morning\tgood morning
        1.0\tgood morning\tthe rain
        0.0\ta stone\tsugar and light
        """);
    assertThat(
            console.run("evaluate", "--sts", pairs.toString(), "--model", Console.MODEL, "--json"))
        .as(console.err())
        .isZero();
    JsonNode report = console.json();
    assertThat(report.get("spearman").doubleValue()).isBetween(-1.0, 1.0);
    assertThat(report.get("pearson").doubleValue()).isBetween(-1.0, 1.0);
    assertThat(report.get("pairs").intValue()).isEqualTo(3);
  }

  @Test
  void eitherDatasetOrPairsIsRequired() {
    assertThat(console.run("evaluate")).isEqualTo(2);
    assertThat(console.run("evaluate", "--sts", "a", "--dataset", "b")).isEqualTo(2);
    assertThat(console.err().lines()).hasSize(2);
  }

  @Test
  void missingFileIsReported() throws IOException {
    Files.delete(folder.resolve("qrels.tsv"));
    assertThat(evaluate("dense")).isEqualTo(1);
    assertThat(console.err()).contains("qrels");
  }

  private int evaluate(String mode, String... more) {
    String[] arguments = new String[more.length + 7];
    String[] first = {
      "evaluate", "--dataset", folder.toString(), "--model", Console.MODEL, "--mode", mode
    };
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return console.run(arguments);
  }
}
