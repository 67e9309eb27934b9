package dev.semblance.server.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.server.LiteralEmbedder;
import dev.semblance.vector.Ranges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesFolderTest {
  private static final ModelCard MODEL = new LiteralEmbedder(2).card();

  @TempDir Path folder;
  private RangesFolder shelf = new RangesFolder(Path.of("none"));

  @BeforeEach
  void open() {
    shelf = new RangesFolder(folder.resolve("ranges"));
  }

  @Test
  void rangesReadBackBitForBit() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<OutputRanges> all = new ArrayList<>();
    for (Output kind : List.of(Output.DENSE, Output.MULTI_VECTOR, Output.TOKENS)) {
      Ranges.RangeAccumulator seen = new Ranges.RangeAccumulator(100);
      for (int i = 0; i < 3; i++) {
        float[] vector = new float[100];
        for (int d = 0; d < vector.length; d++) {
          vector[d] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
        }
        seen.include(vector);
      }
      all.add(calibration(kind, seen.ranges()));
    }
    shelf.save(MODEL, all);
    assertThat(new RangesFolder(folder.resolve("ranges")).of(MODEL)).isEqualTo(all);
  }

  @Test
  void laterRangesReplaceTheFileAndLeaveNoOther() throws IOException {
    assertThat(shelf.of(MODEL)).isEmpty();
    for (float highest = 1; highest < 4; highest++) {
      List<OutputRanges> one = List.of(calibration(Output.DENSE, upTo(highest)));
      shelf.save(MODEL, one);
      assertThat(shelf.of(MODEL)).isEqualTo(one);
    }
    try (Stream<Path> files = Files.list(folder.resolve("ranges"))) {
      assertThat(files).containsExactly(file());
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {                        | holds no ranges: the text ends within a value
          []                       | holds no ranges: invalid type: an array, expected an object
          {'ranges':1}             | holds no ranges: ranges: expected a list
          {'ranges':[{}]}          | holds no ranges: missing field `model`
          {'ranges':[{'model':'m','fingerprint':'F','lowest':[1],'highest':[0]}]} | holds no ranges: the range of dimension 0 is 1.0 … 0.0
          {'ranges':[{'model':'m','fingerprint':'F','lowest':[0],'highest':['x']}]} | holds no ranges: highest: expected a list of numbers
          {'ranges':[{'model':'m','fingerprint':'0','lowest':[0],'highest':[1]}]} | holds ranges of fingerprint 0, which is another model's
          {'ranges':[{'model':'m','lowest':[0],'highest':[1]}]} | holds ranges of fingerprint null, which is another model's
          """)
  void damagedOrForeignFileErrorHasNameAndRemedy(String text, String why) throws IOException {
    Files.createDirectories(folder.resolve("ranges"));
    Files.writeString(
        file(), text.replace('\'', '"').replace("\"F\"", quoted(MODEL.fingerprint())));
    assertThatThrownBy(() -> shelf.of(MODEL))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith("ranges/" + MODEL.fingerprint() + ".json " + why)
        .hasMessageEndingWith("; remove the file, and give the ranges again")
        .extracting(e -> ((SemblanceException) e).fault())
        .isEqualTo(Fault.CORRUPT_INDEX);
  }

  @Test
  void errorOfAnUnwritableFolderNamesTheModelAndNoPath() throws IOException {
    Files.writeString(folder.resolve("ranges"), "in the way");
    assertThatThrownBy(() -> shelf.save(MODEL, List.of(calibration(Output.DENSE, upTo(1)))))
        .hasMessage(
            "the ranges of model '%s' cannot be kept; the cause is in the log"
                .formatted(MODEL.id()));
  }

  private Path file() {
    return folder.resolve("ranges").resolve(MODEL.fingerprint() + ".json");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static OutputRanges calibration(Output kind, Ranges ranges) {
    return new OutputRanges(MODEL.id(), MODEL.fingerprint(), kind, ranges);
  }

  private static Ranges upTo(float highest) {
    return new Ranges(new float[] {0, 0}, new float[] {highest, highest});
  }
}
