package dev.semblance.engine.weights;

import static dev.semblance.engine.weights.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  @TempDir Path folder;

  @Test
  void readsWrittenTensors() throws IOException {
    Path file = folder.resolve("m.safetensors");
    SafetensorsWriter.write(
        file,
        List.of(
            tensor("odd", ElementType.UINT8, new byte[] {7, 8, 9}, 3),
            floats("a", new float[] {1, -2, 3, 4}, 2, 2),
            floats("none", new float[0], 0, 5),
            floats("scalar", new float[] {5})));
    try (Weights weights = WeightFiles.openFile(file)) {
      assertThat(weights.names()).containsExactlyInAnyOrder("odd", "a", "none", "scalar");
      assertThat(weights.tensor("a").expect(2, 2).floats()).containsExactly(1, -2, 3, 4);
      assertThat(weights.tensor("scalar").expect().floats()).containsExactly(5);
      assertThat(weights.tensor("a").data().address() % 8).isZero();
      assertThat(weights.tensor("odd").data().toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(7, 8, 9);
    }
  }

  @Test
  void readsQuantizedMatricesAsNumbers() throws IOException {
    Path file = folder.resolve("m.safetensors");
    SafetensorsWriter.write(
        file,
        List.of(
            tensor("w", ElementType.INT8, new byte[] {127, -4, 0, 2, -127, 1}, 2, 3),
            floats("w.scale", new float[] {0.5f, 2}, 2),
            floats("w.smoothing", new float[] {1, 4, 2}, 3),
            tensor("plain", ElementType.INT8, new byte[] {1}, 1)));
    try (Weights weights = WeightFiles.openFile(file)) {
      assertThat(weights.names()).containsExactlyInAnyOrder("w", "plain");
      Tensor matrix = weights.tensor("w").expect(2, 3).finite();
      assertThat(matrix.floats()).containsExactly(63.5f, -0.5f, 0, 4, -63.5f, 1);
      float[] row = new float[3];
      matrix.copyRow(1, row, 0);
      assertThat(row).containsExactly(4, -63.5f, 1);
      assertRefused(() -> weights.tensor("plain").floats(), "holds INT8 without scales");
    }
  }

  @Test
  void refusesScalesOfAnotherShape() throws IOException {
    Path file = folder.resolve("m.safetensors");
    SafetensorsWriter.write(
        file,
        List.of(
            tensor("w", ElementType.INT8, new byte[6], 2, 3),
            floats("w.scale", new float[] {1, 1, 1}, 3)));
    assertRefused(file, "tensor w.scale has shape [3], expected [2]");
  }

  private static Tensor floats(String name, float[] values, long... shape) {
    MemorySegment numbers = MemorySegment.ofArray(values);
    return new Tensor(name, ElementType.FLOAT32, shape, Layout.ROW_MAJOR, numbers);
  }

  private static Tensor tensor(String name, ElementType type, byte[] bytes, long... shape) {
    return new Tensor(name, type, shape, Layout.ROW_MAJOR, MemorySegment.ofArray(bytes));
  }
}
