package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Embeddings;
import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Sizes;
import dev.semblance.engine.weights.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The sum of a token's word, position and segment rows. Words are read where the file is mapped;
/// the other tables are small and lie in the heap. *Safe for use by many threads.*
final class EmbeddingTable {
  private final Tensor words;
  private final int width;
  private final float @Nullable [] positions;
  private final int firstPosition;
  private final float @Nullable [] types;

  EmbeddingTable(Embeddings embeddings, Sizes sizes) {
    this.words = embeddings.words();
    this.width = sizes.width();
    this.positions = floats(embeddings.positions());
    this.firstPosition = embeddings.firstPosition();
    this.types = floats(embeddings.types());
  }

  private static float @Nullable [] floats(@Nullable Tensor table) {
    return table == null ? null : table.finite().floats();
  }

  /// How many segment ids there are; 0 where the model knows none.
  int types() {
    return types == null ? 0 : types.length / width;
  }

  /// Writes the row of one token.
  ///
  /// @param row scratch `[d]`
  /// @param to address of `d` float32 numbers
  void write(int id, int position, int type, float[] row, long to) {
    words.copyRow(id, row, 0);
    if (positions != null) {
      add(positions, firstPosition + position, row);
    }
    if (types != null) {
      add(types, type, row);
    }
    MemorySegment.copy(row, 0, Memory.ALL, ValueLayout.JAVA_FLOAT, to, width);
  }

  private void add(float[] table, int index, float[] row) {
    int from = index * width;
    for (int i = 0; i < width; i++) {
      row[i] += table[from + i];
    }
  }
}
