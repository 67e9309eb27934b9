package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.EmbedOptions;
import dev.semblance.Progress;
import dev.semblance.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {
  @TempDir Path folder;

  private final LetterEmbedder embedder = new LetterEmbedder();
  private final Evaluation evaluation = new Evaluation(new Bootstrap(200, 1), Progress.SILENT);

  @Test
  void ranksDocumentsByCosineWithTheQuerysPrompt() throws IOException {
    write(
        "corpus.jsonl",
        """
        {"id":"ab","text":"ab"}
        {"id":"a","title":"a","text":"a"}
        {"id":"b","text":"b"}
        {"id":"nothing"}
        """);
    write("queries.jsonl", "{\"id\":\"q\",\"text\":\"a\"}\n{\"id\":\"r\",\"text\":\"b\"}");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq\tab\t1\nr\tb\t1\n");

    Evaluation.Ranked ranked = evaluation.retrieval(Dataset.open(folder), embedder);

    assertThat(ranked.run().of("q")).extracting(ScoredId::id).containsExactly("a", "ab", "b");
    assertThat(ranked.scores().of(Measure.MRR_10)).containsExactly(0.5, 1);
    Map<String, Object> json = ranked.report().json();
    assertThat(json.keySet())
        .containsExactly(
            "ndcg@10",
            "mrr@10",
            "map",
            "recall@10",
            "recall@100",
            "queries",
            "documents",
            "seconds",
            "intervals");
    assertThat(json)
        .containsEntry("mrr@10", 0.75)
        .containsEntry("queries", 2L)
        .containsEntry("documents", 4L);
    assertThat(embedder.asked)
        .extracting(EmbedOptions::prompt)
        .containsExactly(new Prompt.Passage(), new Prompt.Query());
  }

  @Test
  void queryWithoutRankingScoresZeroAndCounts() {
    var judgments = new Judgments(Map.of("q", Map.of("d", 1), "r", Map.of("d", 1)));
    var run = new Run("t", Map.of("q", List.of(new ScoredId("d", 1))));
    Scores scores = Scores.of(run, judgments, Measure.RETRIEVAL);
    assertThat(scores.mean(Measure.NDCG_10, evaluation.bootstrap()).value()).isEqualTo(0.5);
  }

  @Test
  void reranksEachQuerysOwnCandidates() throws IOException {
    write("queries.jsonl", "{\"id\":\"q\",\"text\":\"a\"}");
    write(
        "candidates.jsonl",
        """
        {"id":"right","query_id":"q","text":"ab"}
        {"id":"wrong","query_id":"q","text":"a"}
        """);
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq\tright\t1\nq\twrong\t0\n");
    Report report = evaluation.reranking(RerankSet.open(folder), embedder).report();
    assertThat(report.json().keySet())
        .containsExactly("map", "mrr", "queries", "documents", "seconds", "intervals");
    assertThat(report.json()).containsEntry("mrr", 0.5).containsEntry("documents", 2L);
  }

  @Test
  void comparesSentencesWithoutAPrompt() {
    var pairs =
        new StsPairs(
            new double[] {5, 1, 3}, List.of("abc", "abc", "abc"), List.of("abc", "axyz", "abx"));
    Evaluation.Paired paired = evaluation.similarity(pairs, embedder);
    assertThat(paired.cosines()[0]).isEqualTo(1, within(1e-6));
    assertThat(paired.report().json())
        .containsEntry("spearman", 1.0)
        .containsEntry("pairs", 3L)
        .containsKey("pearson");
    assertThat(embedder.asked)
        .allSatisfy(options -> assertThat(options.prompt()).isInstanceOf(Prompt.None.class));
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
