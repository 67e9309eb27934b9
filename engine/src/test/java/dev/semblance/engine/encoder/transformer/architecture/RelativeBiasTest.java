package dev.semblance.engine.encoder.transformer.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.weights.ElementType;
import dev.semblance.engine.weights.Layout;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeBiasTest {
  private static final RelativeBias BIAS =
      new RelativeBias(
          new Tensor(
              "t",
              ElementType.FLOAT32,
              new long[] {32, 1},
              Layout.ROW_MAJOR,
              MemorySegment.ofArray(new float[32])));

  @ParameterizedTest
  @CsvSource({
    "0,0", "-1,1", "1,17", "-8,8", "8,24", "12,25", "16,26", "23,27", "32,28", "46,29", "64,30",
    "91,31", "-128,15", "-500,15", "500,31"
  })
  void nearDistancesHaveABucketEachAndFarOnesShareBuckets(int distance, int bucket) {
    assertThat(BIAS.bucket(distance)).isEqualTo(bucket);
  }
}
