package dev.semblance.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static final long SEED = 20_260_101;

  @Test
  void readsColumnMajorMatrices() {
    int rows = 37;
    int columns = 70;
    var random = new Random(SEED);
    float[] stored = new float[rows * columns];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = random.nextFloat();
    }
    var tensor =
        new Tensor(
            "w",
            ElementType.FLOAT32,
            new long[] {rows, columns},
            Layout.COLUMN_MAJOR,
            MemorySegment.ofArray(stored));
    float[] seen = tensor.floats();
    float[] row = new float[columns + 1];
    for (int r = 0; r < rows; r++) {
      tensor.copyRow(r, row, 1);
      for (int c = 0; c < columns; c++) {
        assertThat(seen[r * columns + c]).isEqualTo(stored[c * rows + r]).isEqualTo(row[c + 1]);
      }
    }
  }

  @Test
  void readsUnalignedMemory() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(16, 8).asSlice(3, 8);
      data.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 0, 1.25f);
      data.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4, -8f);
      var tensor = new Tensor("w", ElementType.FLOAT32, new long[] {2, 1}, Layout.ROW_MAJOR, data);
      float[] row = new float[1];
      tensor.copyRow(1, row, 0);
      assertThat(tensor.floats()).containsExactly(1.25f, -8f);
      assertThat(row).containsExactly(-8f);
    }
  }

  @Test
  void refusesDataOfAnotherSize() {
    assertThatThrownBy(() ->
            new Tensor(
                "w",
                ElementType.INT64,
                new long[] {2},
                Layout.ROW_MAJOR,
                MemorySegment.ofArray(new byte[8])))
        .hasMessage("tensor w INT64 [2] needs 16 bytes, has 8");
  }
}
