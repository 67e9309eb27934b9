package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrecFilesTest {
  @TempDir Path folder;

  @Test
  void aRunIsWrittenAsTrecEvalReadsIt() throws IOException {
    Path file = folder.resolve("run.txt");
    var run = new Run("tag", Map.of("q", List.of(new ScoredId("a", 0.25), new ScoredId("b", 1.5))));
    RunFile.write(run, file);
    assertThat(Files.readString(file)).isEqualTo("q Q0 b 1 1.5 tag\nq Q0 a 2 0.25 tag\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsWrittenIsReadBackTheSame(long seed) {
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    Map<String, List<ScoredId>> rankings = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    for (int q = 0; q < 30; q++) {
      List<ScoredId> ranking = new ArrayList<>();
      Map<String, Integer> judged = new LinkedHashMap<>();
      for (int d = 0; d < 1 + random.nextInt(50); d++) {
        double score = random.nextBoolean() ? random.nextInt(3) : random.nextDouble(-1e-6, 1e-6);
        ranking.add(new ScoredId("d" + d, score));
        judged.put("d" + random.nextInt(60), random.nextInt(4) - 1);
      }
      rankings.put("q" + q, ranking);
      grades.put("q" + q, judged);
    }
    var run = new Run("tag", rankings);
    var judgments = new Judgments(grades);
    RunFile.write(run, folder.resolve("run"));
    JudgmentsFile.write(judgments, folder.resolve("qrels"));

    Run again = RunFile.read(folder.resolve("run"));
    assertThat(again).isEqualTo(run);
    assertThat(JudgmentsFile.read(folder.resolve("qrels"))).isEqualTo(judgments);
  }

  @Test
  void anIdWithWhiteSpaceCannotBeWritten() {
    var run = new Run("tag", Map.of("q", List.of(new ScoredId("a b", 1))));
    assertThatThrownBy(() -> RunFile.write(run, folder.resolve("run")))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("'a b'");
  }

  @Test
  void aBadRunIsRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("run");
    Files.writeString(file, "q Q0 a 1 0.5 tag\nq Q0 b 2 high tag\n");
    assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("run, line 2: the score");
    Files.writeString(file, "q Q0 a 1 0.5 tag\nq Q0 b\n");
    assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("run, line 2: expected");
    Files.writeString(file, "q Q0 a 1 0.5 tag\nq Q0 a 2 0.4 tag\n");
    assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("'a' occurs twice");
    Files.writeString(file, "q Q0 a 1 NaN tag\n");
    assertThatThrownBy(() -> RunFile.read(file)).hasMessageContaining("must be a number");
  }
}
