package dev.semblance.engine.onednn;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.engine.onednn.Epilogue.Merge;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Products against plain sums.
class MatmulTest {
  private static final int ROWS = 5;
  private static final int IN = 64;
  private static final int OUT = 48;

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> "skipped: " + OneDnn.missing().orElseThrow());
  }

  @Test
  void addsBiasAndTheTargetsFormerContents() {
    long seed = 7;
    Random random = new Random(seed);
    var epilogue = new Epilogue(true, null, Merge.ADD);
    var product =
        Product.linear(
            new Product.ProductSize(1, ROWS, IN, OUT),
            NumberType.FLOAT32,
            NumberType.FLOAT32,
            epilogue);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = floats(arena, random, ROWS * IN);
      MemorySegment w = floats(arena, random, OUT * IN);
      MemorySegment y = floats(arena, random, ROWS * OUT);
      float[] before = y.toArray(JAVA_FLOAT);
      float[] bias = floats(arena, random, OUT).toArray(JAVA_FLOAT);
      try (var weights = PackedWeights.pack(product, new Operand(NumberType.FLOAT32, 0, 1, IN), w);
          var constants = new LayerArguments(weights).bias(bias);
          var call = new MatmulCall(weights.plan())) {
        call.run(constants, x.address(), y.address(), scratch(arena, call));
      }
      for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < OUT; c++) {
          double sum = bias[c] + before[r * OUT + c];
          for (int i = 0; i < IN; i++) {
            sum +=
                (double) x.getAtIndex(JAVA_FLOAT, r * IN + i)
                    * w.getAtIndex(JAVA_FLOAT, c * IN + i);
          }
          assertThat((double) y.getAtIndex(JAVA_FLOAT, r * OUT + c))
              .as("seed %d", seed)
              .isCloseTo(sum, within(1e-4));
        }
      }
    }
  }

  /// Products of ±127 and 255 overflow sums of 16 bits; the sums must not saturate.
  @Test
  void eightBitSumsDoNotSaturate() {
    assumeTrue(OneDnn.instance().isa().exactInt8(), "skipped: int8 would saturate here");
    var product =
        Product.linear(
            new Product.ProductSize(1, ROWS, IN, OUT),
            NumberType.UINT8,
            NumberType.FLOAT32,
            Epilogue.NONE);
    float[] ones = new float[OUT];
    java.util.Arrays.fill(ones, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate(ROWS * IN, 64).fill((byte) 255);
      MemorySegment w = arena.allocate(OUT * IN, 64);
      for (int i = 0; i < OUT * IN; i++) {
        w.set(JAVA_BYTE, i, (byte) (i / IN % 2 == 0 ? 127 : -127));
      }
      MemorySegment y = arena.allocate(ROWS * OUT * 4L, 64);
      try (var weights = PackedWeights.pack(product, new Operand(NumberType.INT8, 0, 1, IN), w);
          var constants = new LayerArguments(weights).source(1, 3, ones);
          var call = new MatmulCall(weights.plan())) {
        call.run(constants, x.address(), y.address(), scratch(arena, call));
        assertThat(weights.plan().implementation()).doesNotStartWith("ref");
      }
      assertThat(y.getAtIndex(JAVA_FLOAT, 0)).isEqualTo(127f * 252 * IN);
      assertThat(y.getAtIndex(JAVA_FLOAT, 1)).isEqualTo(-127f * 252 * IN);
    }
  }

  @Test
  void reportsVersionAndInstructionSet() {
    assertThat(OneDnn.instance().version()).startsWith("3.");
    assertThat(OneDnn.instance().isa().name()).isNotBlank();
  }

  private static MemorySegment floats(Arena arena, Random random, int count) {
    MemorySegment segment = arena.allocate(4L * count, 64);
    for (int i = 0; i < count; i++) {
      segment.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return segment;
  }

  private static long scratch(Arena arena, MatmulCall call) {
    return arena.allocate(call.scratchpadBytes() + 64, 64).address();
  }
}
