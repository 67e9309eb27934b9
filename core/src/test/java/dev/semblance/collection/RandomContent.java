package dev.semblance.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        new int[terms.size()],
        new int[terms.size()],
        position + 1);
  }

  /// Clauses of every kind over the terms of [#text].
  static LaneQuery.Words words(SplittableRandom random) {
    List<WordClause> optional = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      optional.add(clause(random));
    }
    List<WordClause> required = random.nextInt(3) == 0 ? List.of(clause(random)) : List.of();
    List<WordClause> excluded =
        random.nextInt(3) == 0 ? List.of(WordClause.ofPhrase(phrase(random))) : List.of();
    return new LaneQuery.Words(optional, random.nextInt(3), required, excluded, Map.of());
  }

  private static WordClause clause(SplittableRandom random) {
    List<WordClause.Alternative> alternatives = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      alternatives.add(new WordClause.Alternative.Adjacent(phrase(random), 0.5f + i));
    }
    if (random.nextInt(4) == 0) {
      alternatives.add(new WordClause.Alternative.BeginsWith("w" + random.nextInt(4), 0.8f));
    }
    List<WordClause.Alternative> otherwise =
        List.of(new WordClause.Alternative.Similar("w3x", 1, 0.5f));
    return new WordClause(alternatives, otherwise, 1 + random.nextInt(3));
  }

  private static List<String> phrase(SplittableRandom random) {
    List<String> terms = new ArrayList<>();
    for (int i = 1 + random.nextInt(8) / 7; i > 0; i--) {
      terms.add(random.nextInt(5) == 0 ? "v" : "w" + random.nextInt(45));
    }
    return terms;
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
