package dev.semblance.engine.quantize;

import dev.semblance.Embedding;
import dev.semblance.Output;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.PlainProjection;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.Head;
import dev.semblance.engine.head.Heads;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.engine.model.ModelSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Computes the vectors that drift is measured on: the model's dense embedding, or the mean of its
/// token vectors for models without one, such as rerankers. *Safe for use by many threads.*
final class Vectorizer {
  private static final int BATCH = 16;

  private final @Nullable Head dense;
  private final Rows rows;
  private final int threads;

  /// @param width of the encoder, `d`
  /// @param threads for the encoder
  Vectorizer(ModelSpec spec, int width, int threads) {
    this.dense =
        switch (Heads.open(spec, width, Set.of(), PlainProjection::new)) {
          case Heads.EmbeddingHeads embedding -> embedding.heads().get(Output.DENSE);
          case Heads.Classification _ -> null;
        };
    this.rows = dense == null ? Rows.ALL : dense.rows();
    this.threads = threads;
  }

  /// @return a vector `[k]` for each text
  float[][] vectors(Encoder encoder, List<int[]> texts) {
    float[][] vectors = new float[texts.size()][];
    for (int from = 0; from < texts.size(); from += BATCH) {
      int to = Math.min(texts.size(), from + BATCH);
      RaggedBatch batch = RaggedBatch.of(texts.subList(from, to));
      Hidden hidden = encoder.encode(batch, rows, threads);
      for (int i = from; i < to; i++) {
        int first = rows == Rows.ALL ? batch.starts()[i - from] : i - from;
        int count = rows == Rows.ALL ? texts.get(i).length : 1;
        var tokens = TokenSequence.ofText(texts.get(i), false);
        vectors[i] = vector(new TokenVectors(hidden, first, count, tokens, threads));
      }
    }
    return vectors;
  }

  private float[] vector(TokenVectors tokens) {
    if (dense != null && dense.apply(tokens) instanceof Embedding.Dense(float[] values)) {
      return values;
    }
    float[] mean = new float[tokens.width()];
    for (int t = 0; t < tokens.count(); t++) {
      int row = (tokens.first() + t) * tokens.width();
      for (int d = 0; d < mean.length; d++) {
        mean[d] += tokens.hidden().values()[row + d] / tokens.count();
      }
    }
    return mean;
  }
}
