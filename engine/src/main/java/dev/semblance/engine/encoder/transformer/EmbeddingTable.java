package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PositionRows;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The sum of a token's word, position and segment rows. Word rows are read from the mapped file;
/// the other tables are small and kept in the heap. *Safe for use by many threads.*
final class EmbeddingTable implements EmbeddingLayer {
  private final Tensor words;
  private final int vocabulary;
  private final int width;
  private final float @Nullable [] positions;
  private final int padding;
  private final float @Nullable [] types;

  /// Below 2, the segments of a pair, which its tokenizer gives for every model, do not matter.
  private final int segments;

  EmbeddingTable(TokenEmbeddings embeddings, Sizes sizes) {
    this.words = embeddings.words();
    this.vocabulary = sizes.vocabulary();
    this.width = sizes.width();
    PositionRows rows = embeddings.positions();
    this.positions = floats(embeddings.positionTable());
    this.padding = rows == null ? -1 : rows.padding();
    this.types = floats(embeddings.types());
    this.segments = types == null ? 0 : types.length / width;
  }

  private static float @Nullable [] floats(@Nullable Tensor table) {
    return table == null ? null : table.finite().floats();
  }

  @Override
  public void check(RaggedBatch batch) {
    if (batch.images()) {
      throw new SemblanceException(Fault.INVALID, "the model reads texts, not images");
    }
    for (int id : batch.ids()) {
      if (id < 0 || id >= vocabulary) {
        throw new SemblanceException(
            Fault.INVALID, "token " + id + " is outside the vocabulary of " + vocabulary);
      }
    }
    if (segments > 1) {
      for (int type : batch.types()) {
        if (type < 0 || type >= segments) {
          throw new SemblanceException(
              Fault.INVALID, "segment " + type + " is outside the " + segments + " of the model");
        }
      }
    }
  }

  @Override
  public void write(ThreadScratch scratch, RaggedBatch batch, TokenRange tokens, long to) {
    float[] row = new float[width];
    int start = batch.starts()[tokens.input()];
    int next = padding + 1 + counted(batch.ids(), start, start + tokens.from());
    for (int i = tokens.from(); i < tokens.to(); i++) {
      int token = start + i;
      int id = batch.ids()[token];
      words.copyRow(id, row, 0);
      if (positions != null) {
        add(positions, id == padding ? padding : next++, row);
      }
      if (types != null) {
        add(types, segments < 2 || batch.types().length == 0 ? 0 : batch.types()[token], row);
      }
      long at = to + (long) (i - tokens.from()) * width * Float.BYTES;
      MemorySegment.copy(row, 0, NativeMemory.ALL, ValueLayout.JAVA_FLOAT, at, width);
    }
  }

  @Override
  public void close() {} // the word table belongs to the weights, the others are in the heap

  /// How many of these tokens are not padding.
  private int counted(int[] ids, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += ids[i] == padding ? 0 : 1;
    }
    return count;
  }

  private void add(float[] table, int index, float[] row) {
    int from = index * width;
    for (int i = 0; i < width; i++) {
      row[i] += table[from + i];
    }
  }
}
