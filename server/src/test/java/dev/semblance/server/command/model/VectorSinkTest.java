package dev.semblance.server.command.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Precision;
import dev.semblance.server.output.VectorFormat;
import dev.semblance.server.output.VectorSpool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSinkTest {
  private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

  @TempDir private Path folder;

  @Test
  void laterRunContinuesAfterTheVectorsOfAnEarlierOne() throws IOException {
    stopAfter("a", "b", "c");
    var out = new ByteArrayOutputStream();
    try (VectorSink sink = open("run")) {
      assertThat(sink.known(List.of("a", "b"))).isEqualTo(2);
      assertThat(sink.known(List.of("c", "d"))).isEqualTo(1);
      sink.add(List.of("d"), new float[][] {{7, 8}});
      assertThat(sink.rows()).isEqualTo(4);
      sink.finish(VectorFormat.JSONL, Precision.FLOAT32, out);
      sink.committed();
    }
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"index":0,"embedding":[1.0,2.0]}
            {"index":1,"embedding":[3.0,4.0]}
            {"index":2,"embedding":[5.0,6.0]}
            {"index":3,"embedding":[7.0,8.0]}
            """);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void vectorsOfOtherTextsAreDropped() throws IOException {
    stopAfter("a", "b", "c");
    try (VectorSink sink = open("run")) {
      assertThat(sink.known(List.of("a", "changed", "c"))).isEqualTo(1);
    }
    try (VectorSink sink = open("run")) {
      assertThat(sink.known(List.of("a", "b", "c"))).isEqualTo(1);
    }
  }

  @Test
  void vectorsOfOtherSettingsAreDropped() throws IOException {
    stopAfter("a", "b", "c");
    try (VectorSink sink = open("other")) {
      assertThat(sink.known(List.of("a", "b", "c"))).isZero();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void vectorsThatWereNotWrittenWholeAreDropped() throws IOException {
    stopAfter("a", "b", "c");
    Path vectors = EmbeddedTexts.vectors(output());
    Files.write(vectors, java.util.Arrays.copyOf(Files.readAllBytes(vectors), 17));
    try (VectorSink sink = open("run")) {
      assertThat(sink.known(List.of("a", "b", "c"))).isEqualTo(2);
    }
  }

  @Test
  void twoRunsDoNotShareTheirFiles() throws IOException {
    try (VectorSink _ = open("run")) {
      assertThat(EmbeddedTexts.open(output(), "run")).isEmpty();
    }
  }

  private void stopAfter(String... texts) throws IOException {
    try (VectorSink sink = open("run")) {
      assertThat(sink.known(List.of(texts))).isZero();
      sink.add(List.of(texts), ROWS);
    }
  }

  private VectorSink open(String run) throws IOException {
    return new VectorSink.Resumable(
        VectorSpool.kept(EmbeddedTexts.vectors(output()), 2),
        EmbeddedTexts.open(output(), run).orElseThrow());
  }

  private Path output() {
    return folder.resolve("out.jsonl");
  }
}
