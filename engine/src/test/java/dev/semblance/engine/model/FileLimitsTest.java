package dev.semblance.engine.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sizes of a model's files beyond which they are not read.
class FileLimitsTest {
  @TempDir Path folder;

  @Test
  void largeConfigurationIsRefused() throws IOException {
    grow("config.json", (16 << 20) + 1);
    assertThatThrownBy(() -> model().json("config.json"))
        .hasMessage("config.json has 16777217 bytes; at most 16777216 are read");
  }

  @Test
  void configurationOfManyValuesIsRefused() throws IOException {
    Files.writeString(folder.resolve("config.json"), "[" + "[],".repeat(1_000_000) + "1]");
    assertThatThrownBy(() -> model().json("config.json")).hasMessageContaining("2000000");
  }

  @Test
  void largeTokenizerIsRefused() throws IOException {
    grow("tokenizer.json", (96 << 20) + 1);
    assertThatThrownBy(() -> TokenizerSource.read(model(), "tokenizer.json"))
        .hasMessage("tokenizer.json has 100663297 bytes; at most 100663296 are read");
  }

  @Test
  void largeVocabularyIsRefused() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"bert\"}");
    grow("vocab.txt", (32 << 20) + 1);
    assertThatThrownBy(() -> TokenizerSource.read(model(), "tokenizer.json"))
        .hasMessage("vocab.txt has 33554433 bytes; at most 33554432 are read");
  }

  /// A file of that size without content, which takes no space.
  private void grow(String name, long size) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(size);
    }
  }

  private ModelFolder model() {
    return new ModelFolder("large", folder);
  }
}
