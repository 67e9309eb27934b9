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

/// Encoder for static embeddings: looks up every token in a table `[v,d]`. *Safe for use by many
/// threads.*
///
/// Source: sentence-transformers, `StaticEmbedding`; model2vec names the table `embeddings`.
public final class TableEncoder implements Encoder {
  private final float[] table;
  private final EncoderCard card;

  private TableEncoder(float[] table, int width) {
    this.table = table;
    this.card = new EncoderCard("table", width, "float32", "");
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
      return new TableEncoder(table.finite().floats(), Math.toIntExact(table.shape()[1]));
    }
  }

  /// Number of ids that have a row.
  public int vocabulary() {
    return table.length / card.width();
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
      System.arraycopy(table, id * width, values, r * width, width);
    }
    return new Hidden(values, width);
  }

  @Override
  public void close() {}
}
