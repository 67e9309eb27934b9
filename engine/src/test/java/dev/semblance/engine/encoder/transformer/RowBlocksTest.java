package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBlocksTest {

  @Test
  void fewRowsTakeOneBlock() {
    assertThat(blocks(1)).containsExactly(4);
    assertThat(blocks(5)).containsExactly(6);
    assertThat(blocks(11)).containsExactly(12);
    assertThat(blocks(16)).containsExactly(16);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8, 12, 16, 32, 64, 128})
  void wholeBlocksAreNotPadded(int rows) {
    assertThat(blocks(rows)).containsExactly(rows);
  }

  @Test
  void manyRowsBeginWithTheLargestBlock() {
    assertThat(blocks(1000)).startsWith(128, 128, 128, 128, 128, 128, 128);
  }

  @Test
  void paddedRowsAreTheSumOfAllBlocks() {
    for (int rows = 1; rows <= 300; rows++) {
      int sum = blocks(rows).stream().mapToInt(Integer::intValue).sum();
      assertThat(RowBlocks.paddedRows(rows)).isEqualTo(sum);
    }
  }

  @Test
  void paddingIsLessThanTenRows() {
    for (int rows = 4; rows <= 300; rows++) {
      assertThat(RowBlocks.paddedRows(rows) - rows).as("padding of %d rows", rows).isBetween(0, 9);
    }
  }

  private static List<Integer> blocks(int rows) {
    List<Integer> blocks = new ArrayList<>();
    for (int left = rows; left > 0; left -= blocks.getLast()) {
      blocks.add(RowBlocks.firstSize(left));
    }
    return blocks;
  }
}
