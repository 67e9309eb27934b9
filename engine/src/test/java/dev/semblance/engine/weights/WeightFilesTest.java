package dev.semblance.engine.weights;

import static dev.semblance.engine.weights.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {
  private static final String ONE_FLOAT =
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

  @TempDir Path root;
  private ModelFolder folder = new ModelFolder("none", Path.of("."));

  @BeforeEach
  void nameFolder() {
    folder = new ModelFolder("m", root);
  }

  @Test
  void joinsShards() throws IOException {
    Files.write(root.resolve("1.safetensors"), Safetensors.bytes(ONE_FLOAT, 4));
    Files.write(
        root.resolve("2.safetensors"), Safetensors.bytes(ONE_FLOAT.replace("\"a\"", "\"b\""), 4));
    writeIndex("{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}");
    try (Weights weights = WeightFiles.open(folder)) {
      assertThat(weights.names()).containsExactlyInAnyOrder("a", "b");
      assertThat(weights.tensor("b").floats()).containsExactly(0);
    }
  }

  @Test
  void refusesMissingShards() throws IOException {
    Files.write(root.resolve("1.safetensors"), Safetensors.bytes(ONE_FLOAT, 4));
    writeIndex("{\"a\":\"2.safetensors\"}");
    assertRefused(() -> WeightFiles.open(folder), "shard 2.safetensors is missing");
    writeIndex("{\"a\":\"../1.safetensors\"}");
    assertRefused(() -> WeightFiles.open(folder), "shard '../1.safetensors' must stay inside");
    writeIndex("{\"b\":\"1.safetensors\"}");
    assertRefused(() -> WeightFiles.open(folder), "tensor b is missing from shard 1.safetensors");
    writeIndex("[]");
    assertRefused(() -> WeightFiles.open(folder), "weight_map is missing or no object");
    writeIndex("{\"a\":1}");
    assertRefused(() -> WeightFiles.open(folder), "the shard of tensor a must be a string");
  }

  @Test
  void prefersSafetensorsToTorch() throws IOException {
    assertRefused(() -> WeightFiles.open(folder), "no model.safetensors, pytorch_model.bin or");
    byte[] torch = new TorchFile().storage(1).tensor("torch", 0, new int[] {1}, 1).zip();
    Files.write(root.resolve("pytorch_model.bin"), torch);
    try (Weights weights = WeightFiles.open(folder)) {
      assertThat(weights.names()).containsExactly("torch");
    }
    Safetensors.write(root, Safetensors.bytes(ONE_FLOAT, 4));
    try (Weights weights = WeightFiles.open(folder)) {
      assertThat(weights.names()).containsExactly("a");
    }
  }

  @Test
  void opensModulesInSubfolders() throws IOException {
    Path module = Files.createDirectory(root.resolve("2_Dense"));
    assertRefused(() -> WeightFiles.openModule(folder, "2_Dense"), "in 2_Dense");
    Safetensors.write(module, Safetensors.bytes(ONE_FLOAT, 4));
    try (Weights weights = WeightFiles.openModule(folder, "2_Dense")) {
      assertThat(weights.names()).containsExactly("a");
    }
  }

  @Test
  void refusesLfsPointers() throws IOException {
    Files.writeString(
        root.resolve("model.safetensors"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assertRefused(() -> WeightFiles.open(folder), "is a Git LFS pointer, not the weights");
  }

  private void writeIndex(String places) throws IOException {
    Files.writeString(
        root.resolve("model.safetensors.index.json"), "{\"weight_map\":" + places + "}");
  }
}
