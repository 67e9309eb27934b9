package dev.semblance.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Random texts and vectors of documents.
final class RandomContent {
  private RandomContent() {}

  static AnalyzedText text(SplittableRandom random, int most) {
    List<String> terms = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int position = 0;
    for (int i = random.nextInt(most); i > 0; i--) {
      terms.add(random.nextInt(10) == 0 ? "v" : "w" + random.nextInt(40));
      positions.add(position);
      position += random.nextInt(3);
    }
    return new AnalyzedText(
        terms.toArray(String[]::new),
        positions.stream().mapToInt(Integer::intValue).toArray(),
        position + 1);
  }

  static float[] unit(SplittableRandom random, int dimensions) {
    double[] values = random.doubles(dimensions, -1, 1).toArray();
    double length = Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
    float[] unit = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      unit[i] = (float) (values[i] / length);
    }
    return unit;
  }
}
