package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import dev.semblance.engine.model.MatmulScale;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.Epilogue.Merge;
import dev.semblance.engine.onednn.OneDnn;
import dev.semblance.engine.weights.ElementType;
import dev.semblance.engine.weights.Layout;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A layer computes a row to the same bits whatever other rows it computes with it.
class LinearLayerTest {
  private static final int IN = 384;
  private static final int OUT = 72;
  private static final int ROWS = 200;
  private static final long SEED = 20261121;

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> "skipped: " + OneDnn.missing().orElseThrow());
  }

  static Stream<ActivationFormat> formats() {
    var isa = OneDnn.instance().isa();
    return Stream.of(
            Stream.of(new ActivationFormat.Float32()),
            isa.bfloat16()
                ? Stream.of(new ActivationFormat.Bfloat16())
                : Stream.<ActivationFormat>empty(),
            isa.exactInt8() ? Stream.of(codes()) : Stream.<ActivationFormat>empty())
        .flatMap(format -> format);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void otherRowsChangeNoBitAndMemoryBehindIsNotWritten(ActivationFormat format) {
    var epilogue = new Epilogue(false, null, Merge.ADD);
    try (var matmuls = new MatmulCache();
        var layer =
            new LinearLayer(linear(), format, new ActivationFormat.Float32(), epilogue, matmuls);
        var scratch = new ThreadScratch();
        Arena arena = Arena.ofConfined()) {
      long from = input(arena, format).address();
      float[] before = numbers(ROWS * OUT);
      MemorySegment target = arena.allocate(4L * before.length, 64);
      float[] all = new float[0];
      for (int rows = ROWS; rows > 0; rows--) {
        MemorySegment.copy(before, 0, target, ValueLayout.JAVA_FLOAT, 0, before.length);
        layer.run(scratch, from, target.address(), rows);
        float[] result = target.toArray(ValueLayout.JAVA_FLOAT);
        all = rows == ROWS ? result : all;
        System.arraycopy(before, rows * OUT, all, rows * OUT, (ROWS - rows) * OUT);
        assertThat(result).as("seed %d, %d rows", SEED, rows).isEqualTo(all);
      }
    }
  }

  private static ActivationFormat codes() {
    return ActivationFormat.Int8.of(MatmulScale.ofRange(-1, 1), IN);
  }

  private static MemorySegment input(Arena arena, ActivationFormat format) {
    MemorySegment plain = arena.allocate(4L * ROWS * IN, 64);
    MemorySegment.copy(numbers(ROWS * IN), 0, plain, ValueLayout.JAVA_FLOAT, 0, ROWS * IN);
    MemorySegment written = arena.allocate((long) ROWS * IN * format.type().bytes(), 64);
    for (int r = 0; r < ROWS; r++) {
      long row = (long) r * IN;
      format.write(
          plain.address() + row * Float.BYTES,
          written.address() + row * format.type().bytes(),
          0,
          IN,
          1);
    }
    return written;
  }

  private static LinearWeights linear() {
    MemorySegment data = MemorySegment.ofArray(numbers(OUT * IN));
    long[] shape = {OUT, IN};
    var weight = new Tensor("any", ElementType.FLOAT32, shape, Layout.ROW_MAJOR, data);
    return new LinearWeights("any", IN, OUT, List.of(new WeightRows(weight, null, 0, OUT)));
  }

  private static float[] numbers(int count) {
    Random random = new Random(SEED + count);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() / 4;
    }
    return numbers;
  }
}
