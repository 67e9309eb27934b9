package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RerankSetTest {
  @TempDir Path folder;

  @BeforeEach
  void writeASmallSet() throws IOException {
    write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"a\"}\n{\"id\":\"q2\",\"text\":\"b\"}\n");
    write(
        "candidates.jsonl",
        """
        {"id":"c1","query_id":"q1","text":"a a"}
        {"id":"c2","query_id":"q1","text":"b"}
        {"id":"c3","query_id":"q2","text":"b"}
        """);
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tc1\t1\nq1\tc2\t0\nq2\tc3\t1\n");
  }

  @Test
  void queriesWithoutARightAndAWrongCandidateAreLeftOut() {
    RerankSet set = RerankSet.open(folder);
    assertThat(RerankSet.isIn(folder)).isTrue();
    assertThat(set.queries()).extracting(JudgedQuery::id).containsExactly("q1");
    assertThat(set.of(set.queries().getFirst())).hasSize(2);
    assertThat(set.judgments().grades()).isEqualTo(Map.of("q1", Map.of("c1", 1, "c2", 0)));
    assertThat(set.notes()).singleElement().asString().startsWith("1 of 2 queries");
  }

  @Test
  void unknownIdsAreRefused() throws IOException {
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tc1\t1\nq1\tc3\t0\n");
    assertThatThrownBy(() -> RerankSet.open(folder))
        .hasMessageContaining("qrels.tsv, line 3: 'c3' is no candidate of query 'q1'");
    write("candidates.jsonl", "{\"id\":\"c1\",\"query_id\":\"q9\",\"text\":\"a\"}");
    assertThatThrownBy(() -> RerankSet.open(folder))
        .hasMessageContaining("candidates.jsonl, line 1: `query_id` names no query: q9");
  }

  @Test
  void readsTrecQa() {
    RerankSet set = RerankSet.open(SharedData.file("trecqa_rerank"));
    assertThat(set.queries()).hasSize(65);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
