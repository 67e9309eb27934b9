package dev.semblance.engine.quantize;

import dev.semblance.vector.Vectors;
import java.util.Arrays;

/// How far vectors moved from their float32 selves, as cosines.
///
/// @param mean over all texts
/// @param firstPercentile all but the worst hundredth are at least this
/// @param worst of all
public record Drift(double mean, double firstPercentile, double worst) {

  /// @param exact `[texts][k]`
  /// @param moved the same texts' vectors, `[texts][k]`
  static Drift between(float[][] exact, float[][] moved) {
    double[] cosines = new double[exact.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Vectors.cosine(exact[i], moved[i]);
    }
    Arrays.sort(cosines);
    double mean = Arrays.stream(cosines).average().orElseThrow();
    return new Drift(mean, cosines[cosines.length / 100], cosines[0]);
  }
}
