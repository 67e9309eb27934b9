package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.RaggedBatch;
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
  private final int firstPosition;
  private final float @Nullable [] types;

  EmbeddingTable(TokenEmbeddings embeddings, Sizes sizes) {
    this.words = embeddings.words();
    this.vocabulary = sizes.vocabulary();
    this.width = sizes.width();
    this.positions = floats(embeddings.positions());
    this.firstPosition = embeddings.firstPosition();
    this.types = floats(embeddings.types());
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
    int segments = types == null ? 1 : types.length / width;
    for (int type : batch.types()) {
      if (type < 0 || type >= segments) {
        throw new SemblanceException(
            Fault.INVALID, "segment " + type + " is outside the " + segments + " of the model");
      }
    }
  }

  @Override
  public void write(ThreadScratch scratch, RaggedBatch batch, TokenRange tokens, long to) {
    float[] row = new float[width];
    for (int i = tokens.from(); i < tokens.to(); i++) {
      int token = batch.starts()[tokens.input()] + i;
      words.copyRow(batch.ids()[token], row, 0);
      if (positions != null) {
        add(positions, firstPosition + i, row);
      }
      if (types != null) {
        add(types, batch.types().length == 0 ? 0 : batch.types()[token], row);
      }
      long at = to + (long) (i - tokens.from()) * width * Float.BYTES;
      MemorySegment.copy(row, 0, NativeMemory.ALL, ValueLayout.JAVA_FLOAT, at, width);
    }
  }

  @Override
  public void close() {} // the word table belongs to the weights, the others are in the heap

  private void add(float[] table, int index, float[] row) {
    int from = index * width;
    for (int i = 0; i < width; i++) {
      row[i] += table[from + i];
    }
  }
}
