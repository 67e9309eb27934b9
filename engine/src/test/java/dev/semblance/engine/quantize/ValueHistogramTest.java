package dev.semblance.engine.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValueHistogramTest {
  private static final float[] ONE = {1};

  @Test
  void rangeIsWholeOrWithoutTails() {
    var histogram = new ValueHistogram(ONE, -1, 3);
    float[] numbers = new float[10_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (i - 5_000) / 10_000f;
    }
    numbers[0] = -1;
    numbers[1] = 3;
    histogram.add(numbers);
    assertThat(histogram.range(1)).containsExactly(-1, 3);
    float[] cut = histogram.range(0.99);
    assertThat(cut[0]).isCloseTo(-0.495f, within(0.002f));
    assertThat(cut[1]).isCloseTo(0.495f, within(0.002f));
  }

  @Test
  void dividesColumnsByFactors() {
    var histogram = new ValueHistogram(new float[] {1, 100}, -1, 1);
    histogram.add(new float[] {0.5f, 50, -0.5f, -50, 0.5f, 50, -0.5f, -50});
    float[] range = histogram.range(0.6);
    assertThat(range[0]).isCloseTo(-0.5f, within(0.001f));
    assertThat(range[1]).isCloseTo(0.5f, within(0.001f));
  }

  @Test
  void holdsNothingButZeros() {
    var histogram = new ValueHistogram(ONE, 0, 0);
    histogram.add(new float[] {0, 0});
    assertThat(histogram.range(0.9999)).containsExactly(0, 0);
  }
}
