package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A damaged file of any kind is read to its end without an exception, and its content is accounted
/// for.
final class DamagedFilesTest {
  private static final String JSON =
      IntStream.range(0, 40)
          .mapToObj(i -> "{\"id\":\"%d\",\"text\":\"wörd %d\",\"n\":[%d]}\n".formatted(i, i, i))
          .collect(Collectors.joining());
  private static final String TABLE =
      "id,text\n"
          + IntStream.range(0, 40)
              .mapToObj(i -> "%d,\"a \"\"%d\"\",\nb\"\n".formatted(i, i))
              .collect(Collectors.joining());
  private static final Map<String, byte[]> FILES =
      Map.of(
          "a.jsonl", JSON.getBytes(StandardCharsets.UTF_8),
          "b.jsonl.gz", ReadAll.gzip(JSON),
          "c.csv", TABLE.getBytes(StandardCharsets.UTF_8),
          "d.md", "# T\n\n- *a*\n  > `b`\n<i>x</i>\n".repeat(9).getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedFilesAreReadToTheirEnd(long seed) {
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    FILES.forEach((name, whole) -> {
      for (int round = 0; round < 60; round++) {
        Path file = ReadAll.file(folder, name, damaged(whole, random));
        ReadAll read = ReadAll.of(Source.of(file));
        assertThat(read.documents().size() + read.bad().size()).isPositive();
        assertThat(read.bad()).allSatisfy(bad -> assertThat(bad.where()).contains(name));
      }
    });
  }

  /// Some bytes changed, and in half of the cases the end removed.
  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    int length = random.nextBoolean() ? whole.length : random.nextInt(1, whole.length);
    byte[] bytes = Arrays.copyOf(whole, length);
    for (int i = 0; i < random.nextInt(5); i++) {
      bytes[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
