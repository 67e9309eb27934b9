package dev.semblance.engine.quantize;

import dev.semblance.vector.Vectors;
import java.util.Arrays;

/// Similarity of vectors to their float32 versions, as cosines.
///
/// @param mean over all texts
/// @param firstPercentile the lowest 1 % of the cosines are below
/// @param worst of all
public record Drift(double mean, double firstPercentile, double worst) {

  /// @param exact `[texts][k]`
  /// @param changed the same texts' vectors, `[texts][k]`
  static Drift between(float[][] exact, float[][] changed) {
    double[] cosines = new double[exact.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Vectors.cosine(exact[i], changed[i]);
    }
    Arrays.sort(cosines);
    double mean = Arrays.stream(cosines).average().orElseThrow();
    return new Drift(mean, cosines[cosines.length / 100], cosines[0]);
  }
}
