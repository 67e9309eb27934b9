package dev.semblance.engine.embed;

import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking.Pool;
import dev.semblance.ModelCard;
import dev.semblance.OutputForm;
import dev.semblance.vector.Vectors;
import java.util.List;
import java.util.stream.Stream;

/// What becomes of the vectors of a text's windows. Each counts at length 1 in what they are pooled
/// to, whatever its own.
///
/// @param form in which vectors leave
/// @param cut how they are made shorter
record ChunkPooling(Pool pool, OutputForm form, ModelCard.Cut cut) {

  /// @param vectors `[k]` for each chunk
  List<float[]> apply(List<Chunk> chunks, List<float[]> vectors) {
    Stream<float[]> kept =
        switch (pool) {
          case NONE -> vectors.stream();
          case MEAN -> Stream.of(mean(chunks, vectors));
          case MAX -> Stream.of(max(vectors));
        };
    return kept.map(vector -> Vectors.form(vector, form, cut)).toList();
  }

  private static float[] mean(List<Chunk> chunks, List<float[]> vectors) {
    double[] sum = new double[vectors.getFirst().length];
    for (int i = 0; i < vectors.size(); i++) {
      float[] one = unit(vectors.get(i));
      for (int d = 0; d < sum.length; d++) {
        sum[d] += Math.max(1, chunks.get(i).tokens()) * (double) one[d];
      }
    }
    float[] mean = new float[sum.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) sum[d];
    }
    Vectors.normalize(mean);
    return mean;
  }

  private static float[] max(List<float[]> vectors) {
    float[] max = unit(vectors.getFirst());
    for (float[] vector : vectors) {
      float[] one = unit(vector);
      for (int d = 0; d < max.length; d++) {
        max[d] = Math.max(max[d], one[d]);
      }
    }
    Vectors.normalize(max);
    return max;
  }

  private static float[] unit(float[] vector) {
    float[] unit = vector.clone();
    Vectors.normalize(unit);
    return unit;
  }
}
