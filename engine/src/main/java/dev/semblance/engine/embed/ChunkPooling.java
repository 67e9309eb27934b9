package dev.semblance.engine.embed;

import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking.Pool;
import dev.semblance.ModelCard;
import dev.semblance.OutputForm;
import dev.semblance.vector.Vectors;
import java.util.List;
import java.util.stream.Stream;

/// Pools the vectors of a text's windows and brings the result into the requested form. Vectors are
/// scaled to length 1 before they are pooled.
///
/// @param pool none, mean weighted by tokens, or maximum
/// @param form of the results
/// @param cut how vectors are shortened
record ChunkPooling(Pool pool, OutputForm form, ModelCard.Cut cut) {

  /// @param vectors `[k]` for each chunk
  List<float[]> apply(List<Chunk> chunks, List<float[]> vectors) {
    Stream<float[]> pooled =
        switch (pool) {
          case NONE -> vectors.stream();
          case MEAN -> Stream.of(mean(chunks, vectors));
          case MAX -> Stream.of(max(vectors));
        };
    return pooled.map(vector -> Vectors.form(vector, form, cut)).toList();
  }

  private static float[] mean(List<Chunk> chunks, List<float[]> vectors) {
    double[] sum = new double[vectors.getFirst().length];
    for (int i = 0; i < vectors.size(); i++) {
      float[] unit = Vectors.unit(vectors.get(i));
      for (int d = 0; d < sum.length; d++) {
        sum[d] += Math.max(1, chunks.get(i).tokens()) * (double) unit[d];
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
    float[] max = Vectors.unit(vectors.getFirst());
    for (float[] vector : vectors) {
      float[] unit = Vectors.unit(vector);
      for (int d = 0; d < max.length; d++) {
        max[d] = Math.max(max[d], unit[d]);
      }
    }
    Vectors.normalize(max);
    return max;
  }
}
