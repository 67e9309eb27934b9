package dev.semblance.engine.encoder.table;

import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderCard;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.util.stream.IntStream;

/// Encoder for static embeddings: looks up every token in a table. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `StaticEmbedding`; model2vec names the table `embeddings`, may
/// give several ids one row (`mapping`), and scales an id's row by its weight (`weights`).
public final class TableEncoder implements Encoder {
  private final float[] table;
  private final EncoderCard card;

  /// The row of an id, `[v]`.
  private final int[] mapping;

  /// The factor of an id's row, `[v]`; empty where all are 1.
  private final float[] factors;

  private TableEncoder(float[] table, int width, int[] mapping, float[] factors) {
    this.table = table;
    this.card = new EncoderCard("table", width, "float32", "");
    this.mapping = mapping;
    this.factors = factors;
  }

  /// @param path the module's folder inside the model's
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL
  public static TableEncoder open(ModelFolder folder, String path) {
    try (Weights weights = WeightFiles.openModule(folder, path)) {
      Tensor table =
          weights.tensor(
              weights.names().contains("embeddings") ? "embeddings" : "embedding.weight");
      if (table.shape().length != 2) {
        throw folder.broken("tensor " + table.name() + " is not a matrix");
      }
      int rows = Math.toIntExact(table.shape()[0]);
      int[] mapping =
          weights.names().contains("mapping")
              ? weights.tensor("mapping").indices(rows)
              : IntStream.range(0, rows).toArray();
      float[] factors =
          weights.names().contains("weights")
              ? weights.tensor("weights").expect(mapping.length).finite().floats()
              : new float[0];
      int width = Math.toIntExact(table.shape()[1]);
      return new TableEncoder(table.finite().floats(), width, mapping, factors);
    }
  }

  /// Number of ids that have a row, `v`.
  public int vocabulary() {
    return mapping.length;
  }

  @Override
  public EncoderCard card() {
    return card;
  }

  @Override
  public int concurrency(int cores) {
    return cores;
  }

  @Override
  public Hidden encode(RaggedBatch batch, Rows rows, int threads) {
    int width = card.width();
    int count = rows == Rows.ALL ? batch.tokens() : batch.inputs();
    float[] values = new float[count * width];
    for (int r = 0; r < count; r++) {
      int id = batch.ids()[rows == Rows.ALL ? r : batch.starts()[r]];
      System.arraycopy(table, mapping[id] * width, values, r * width, width);
      for (int i = r * width; factors.length > 0 && i < (r + 1) * width; i++) {
        values[i] *= factors[id];
      }
    }
    return new Hidden(values, width);
  }

  @Override
  public void close() {}
}
