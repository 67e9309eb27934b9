package dev.semblance.engine.weights;

import static dev.semblance.engine.weights.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsOffsetsAndStrides(boolean legacy) throws IOException {
    var torch =
        new TorchFile()
            .storage(1, 2, 3, 4, 5, 6)
            .tensor("rows", 0, new int[] {2, 3}, 3, 1)
            .tensor("columns", 0, new int[] {3, 2}, 1, 3)
            .tensor("every.other", 1, new int[] {3}, 2)
            .tensor("scalar", 5, new int[] {})
            .tensor("none", 6, new int[] {0, 2}, 2, 1)
            .storage(7, 8)
            .tensor("bias", 0, new int[] {2}, 1);
    try (Weights weights = open(legacy ? torch.legacy() : torch.zip())) {
      assertThat(weights.names())
          .containsExactly("rows", "columns", "every.other", "scalar", "none", "bias");
      assertThat(weights.tensor("rows").expect(2, 3).floats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(weights.tensor("columns").expect(3, 2).floats()).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(weights.tensor("columns").layout()).isEqualTo(Layout.COLUMN_MAJOR);
      assertThat(weights.tensor("every.other").floats()).containsExactly(2, 4, 6);
      assertThat(weights.tensor("scalar").expect().floats()).containsExactly(6);
      assertThat(weights.tensor("none").expect(0, 2).floats()).isEmpty();
      assertThat(weights.tensor("bias").floats()).containsExactly(7, 8);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesViewsBeyondTheirStorage(boolean legacy) throws IOException {
    assertRefusedTensor(legacy, "reaches beyond its storage", 2, new int[] {3}, 1);
    assertRefusedTensor(legacy, "reaches beyond its storage", 0, new int[] {2, 2}, 1 << 30, 1);
    assertRefusedTensor(legacy, "reaches beyond its storage", -1, new int[] {1}, 1);
    assertRefusedTensor(legacy, "has a negative stride", 3, new int[] {4}, -1);
    assertRefusedTensor(legacy, "has a negative dimension", 0, new int[] {-4}, 1);
    assertRefusedTensor(legacy, "is too large", 0, new int[] {1 << 30, 1 << 30}, 0, 0);
    assertRefusedTensor(legacy, "is too large", 0, new int[] {1 << 20}, 0);
    assertRefusedTensor(legacy, "1 sizes and 2 strides", 0, new int[] {1}, 1, 1);
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    byte[] sound = new TorchFile().storage(1).tensor("a", 0, new int[] {1}, 1).zip();
    Path cut = Files.write(folder.resolve("a.pt"), java.util.Arrays.copyOf(sound, 300));
    assertRefused(cut, "zip is truncated (no central directory)");
    assertRefused(Files.writeString(folder.resolve("a.pt"), "text"), "neither a torch zip nor");
    assertRefused(Files.writeString(folder.resolve("a.txt"), "text"), "is no file of weights");
  }

  @Test
  void readsFilesOfTorch() {
    Path models = Shared.fixtures("models");
    try (Weights sparse =
        WeightFiles.openFile(models.resolve("bge-m3-like").resolve("sparse_linear.pt"))) {
      assertThat(sparse.names()).containsExactlyInAnyOrder("weight", "bias");
      assertThat(sparse.tensor("weight").type()).isEqualTo(ElementType.FLOAT16);
      assertThat(sparse.tensor("weight").finite().shape()[0]).isEqualTo(1);
    }
    var dense = new ModelFolder("dense", models.resolve("bert-layernorm-dense"));
    try (Weights weights = WeightFiles.openModule(dense, "4_Dense")) {
      assertThat(weights.names()).contains("linear.weight");
    }
    var bin = new ModelFolder("bin", models.resolve("bert-bin"));
    try (Weights weights = WeightFiles.open(bin)) {
      assertThat(weights.names()).contains("bert.embeddings.LayerNorm.gamma");
      assertThat(weights.names())
          .anyMatch(name -> weights.tensor(name).layout() == Layout.COLUMN_MAJOR);
    }
  }

  private void assertRefusedTensor(
      boolean legacy, String reason, int offset, int[] size, int... stride) throws IOException {
    var torch = new TorchFile().storage(1, 2, 3, 4).tensor("a", offset, size, stride);
    byte[] bytes = legacy ? torch.legacy() : torch.zip();
    assertRefused(Files.write(folder.resolve("a.bin"), bytes), reason);
  }

  private Weights open(byte[] bytes) throws IOException {
    return WeightFiles.openFile(Files.write(folder.resolve("m.bin"), bytes));
  }
}
