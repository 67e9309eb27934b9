package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.MatmulScale;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.QuantizationPlan;
import dev.semblance.engine.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every architecture against the hidden states of the reference library, in every precision.
class NativeEncoderTest {
  private static final double FLOAT32 = 1e-5;

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> "skipped: " + OneDnn.missing().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "roberta", "modernbert"})
  void equalsTheReference(String name) {
    equalsTheReference(Golden.at(Shared.resource(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-mean",
        "bert-zh",
        "bert-poolings",
        "bert-sharded",
        "bert-bin",
        "bert-bf16",
        "bert-f16",
        "xlm-roberta",
        "distilbert",
        "mpnet",
        "nomic-bert",
        "nomic-bert-v5",
        "gte-new",
        "gte-new-v5",
        "bge-m3-like"
      })
  void equalsTheReferenceForEveryTinyModel(String name) {
    equalsTheReference(Golden.at(Shared.shared("fixtures/models/" + name)));
  }

  private static void equalsTheReference(Golden golden) {
    assertThat(NativeEncoder.refusal(golden.folder())).isEmpty();
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      assertThat(golden.worst(encoder, 1)).isLessThan(FLOAT32);
      assertThat(golden.worst(encoder, 3)).isLessThan(FLOAT32);
      assertThat(encoder.card().precision()).isEqualTo("float32");
      assertThat(encoder.card().isa()).isNotBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "roberta", "modernbert"})
  void resultDoesNotDependOnBatchOrThreads(String name) {
    Golden golden = Golden.at(Shared.resource(name));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      resultDoesNotDependOnBatchOrThreads(encoder, golden);
    }
  }

  @Test
  void resultDoesNotDependOnBatchOrThreadsInBfloat16() {
    assumeTrue(OneDnn.instance().isa().bfloat16(), "skipped: no bfloat16 here");
    Golden golden = Golden.at(Shared.resource("bert-cls"));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.BF16)) {
      resultDoesNotDependOnBatchOrThreads(encoder, golden);
    }
  }

  @Test
  void resultDoesNotDependOnBatchOrThreadsInInt8() {
    assumeTrue(OneDnn.instance().isa().exactInt8(), "skipped: int8 would saturate here");
    Golden golden = Golden.at(Shared.resource("bert-cls"));
    try (var encoder = NativeEncoder.open(golden.folder(), plan(golden))) {
      resultDoesNotDependOnBatchOrThreads(encoder, golden);
    }
  }

  private static void resultDoesNotDependOnBatchOrThreads(NativeEncoder encoder, Golden golden) {
    long seed = 20261120;
    Random random = new Random(seed);
    List<Hidden> alone = new ArrayList<>();
    for (var text : golden.cases()) {
      alone.add(encoder.encode(Golden.batch(List.of(text)), Rows.ALL, 1));
    }
    for (int trial = 0; trial < 6; trial++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, alone.size()).boxed().toList());
      Collections.shuffle(order, random);
      RaggedBatch batch = Golden.batch(order.stream().map(golden.cases()::get).toList());
      Hidden all = encoder.encode(batch, Rows.ALL, 1 + trial % 4);
      Hidden firsts = encoder.encode(batch, Rows.FIRST, 1 + trial % 4);
      for (int i = 0; i < order.size(); i++) {
        Hidden expected = alone.get(order.get(i));
        assertThat(Golden.distanceAtLengthOne(expected.row(0), firsts.row(i)))
            .as("seed %d", seed)
            .isLessThan(1e-6);
        for (int r = 0; r < expected.rows(); r++) {
          assertThat(Golden.distanceAtLengthOne(expected.row(r), all.row(batch.starts()[i] + r)))
              .as("seed %d", seed)
              .isLessThan(1e-6);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "roberta", "modernbert"})
  void shortInputHasTheSameBitsOnAnyNumberOfCores(String name) {
    Golden golden = Golden.at(Shared.resource(name));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      for (int tokens = 1; tokens <= 40; tokens++) {
        var batch = RaggedBatch.of(List.of(new Random(tokens).ints(tokens, 1, 690).toArray()));
        for (Rows rows : Rows.values()) {
          float[] alone = encoder.encode(batch, rows, 1).values();
          for (int cores : new int[] {2, 3, 8}) {
            assertThat(encoder.encode(batch, rows, cores).values())
                .as("%d tokens, %s, %d cores", tokens, rows, cores)
                .isEqualTo(alone);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "roberta", "modernbert"})
  void bfloat16HasNearlyTheSameDirection(String name) {
    assumeTrue(OneDnn.instance().isa().bfloat16(), "skipped: no bfloat16 here");
    Golden golden = Golden.at(Shared.resource(name));
    try (var exact = NativeEncoder.open(golden.folder(), NativePrecision.F32);
        var rounded = NativeEncoder.open(golden.folder(), NativePrecision.BF16)) {
      assertThat(leastCosine(golden, exact, rounded)).isGreaterThan(0.9995);
      assertThat(rounded.card().precision()).isEqualTo("bfloat16");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "roberta", "modernbert"})
  void calibratedInt8HasNearlyTheSameDirection(String name) {
    assumeTrue(OneDnn.instance().isa().exactInt8(), "skipped: int8 would saturate here");
    Golden golden = Golden.at(Shared.resource(name));
    try (var exact = NativeEncoder.open(golden.folder(), NativePrecision.F32);
        var rounded = NativeEncoder.open(golden.folder(), plan(golden))) {
      assertThat(leastCosine(golden, exact, rounded)).isGreaterThan(0.99);
      assertThat(rounded.card().precision()).isEqualTo("int8");
    }
  }

  private static double leastCosine(Golden golden, NativeEncoder exact, NativeEncoder rounded) {
    Hidden a = exact.encode(golden.batch(), Rows.FIRST, 2);
    Hidden b = rounded.encode(golden.batch(), Rows.FIRST, 2);
    return IntStream.range(0, a.rows())
        .mapToDouble(i -> Golden.cosine(a.row(i), b.row(i)))
        .min()
        .orElseThrow();
  }

  /// A plan from the ranges of the golden texts.
  private static QuantizationPlan plan(Golden golden) {
    Map<String, float[]> ranges = new HashMap<>();
    try (var encoder =
        NativeEncoder.openForCalibration(
            golden.folder(),
            (matmul, rows, width) -> {
              float[] range = ranges.computeIfAbsent(matmul, name -> new float[2]);
              for (float value : rows) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
              }
            })) {
      encoder.encode(golden.batch(), Rows.ALL, 1);
    }
    Map<String, MatmulScale> scales = new HashMap<>();
    ranges.forEach((name, range) -> scales.put(name, MatmulScale.ofRange(range[0], range[1])));
    return new QuantizationPlan(true, scales);
  }

  /// Longer than any tile: the scores of all keys would take 268 MB a head.
  @Test
  void encodesEightThousandTokens(@TempDir Path temp) throws IOException {
    Path from = Shared.resource("modernbert");
    Files.copy(from.resolve("model.safetensors"), temp.resolve("model.safetensors"));
    String config = Files.readString(from.resolve("config.json"));
    Files.writeString(
        temp.resolve("config.json"),
        config.replace("\"max_position_embeddings\": 128", "\"max_position_embeddings\": 8192"));
    int[] ids = new Random(3).ints(8192, 1, 690).toArray();
    try (var encoder = NativeEncoder.open(new ModelFolder("long", temp), NativePrecision.F32)) {
      Hidden alone = encoder.encode(RaggedBatch.of(List.of(ids)), Rows.FIRST, 1);
      Hidden shared = encoder.encode(RaggedBatch.of(List.of(new int[] {5, 6}, ids)), Rows.FIRST, 2);
      assertThat(Golden.distance(alone.row(0), shared.row(1))).isLessThan(1e-5);
      assertThat(alone.row(0)).doesNotContain(Float.NaN);
    }
  }

  @Test
  void canBeClosedTwiceAndRefusesCallsAfterwards() {
    Golden golden = Golden.at(Shared.resource("bert-cls"));
    var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32);
    encoder.close();
    encoder.close();
    assertThatThrownBy(() -> encoder.encode(golden.batch(), Rows.ALL, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void encodesOnManyThreadsAtTheSameTime() {
    Golden golden = Golden.at(Shared.resource("bert-cls"));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      double worst =
          IntStream.range(0, 16)
              .parallel()
              .mapToDouble(i -> golden.worst(encoder, 1 + i % 3))
              .max()
              .orElseThrow();
      assertThat(worst).isLessThan(FLOAT32);
    }
  }

  @Test
  void refusesBatchesOutsideTheModelsLimits() {
    Golden golden = Golden.at(Shared.resource("bert-cls"));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      assertRefused(encoder, RaggedBatch.of(List.of(new int[129])), Fault.TOO_LARGE, "129");
      assertRefused(encoder, RaggedBatch.of(List.of(new int[] {800})), Fault.INVALID, "800");
      assertRefused(encoder, RaggedBatch.of(List.of(new int[] {-1})), Fault.INVALID, "-1");
      assertRefused(
          encoder, RaggedBatch.of(List.of(new int[] {1}, new int[0])), Fault.INVALID, "input 1");
      assertRefused(
          encoder,
          new RaggedBatch(new int[] {1}, new int[] {2}, new int[] {0, 1}),
          Fault.INVALID,
          "segment 2");
    }
  }

  private static void assertRefused(
      NativeEncoder encoder, RaggedBatch batch, Fault fault, String fact) {
    assertThatThrownBy(() -> encoder.encode(batch, Rows.ALL, 1))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e).hasMessageContaining(fact);
            });
  }
}
