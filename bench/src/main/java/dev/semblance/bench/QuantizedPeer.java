package dev.semblance.bench;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.semblance.engine.model.ModelFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/// LangChain4j's quantized bge-small-en-v1.5: its own API, and its graph as a model folder.
final class QuantizedPeer {
  private static final String GRAPH = "/bge-small-en-v1.5-q.onnx";

  private QuantizedPeer() {}

  /// The folder of the float model with its graph replaced by the quantized one.
  static ModelFolder folder(ModelFolder floats) {
    try {
      Path root = Files.createTempDirectory("semblance-bench-q");
      Path graph = Files.createDirectories(root.resolve("onnx")).resolve("model.onnx");
      try (InputStream in =
          Objects.requireNonNull(
              BgeSmallEnV15QuantizedEmbeddingModel.class.getResourceAsStream(GRAPH))) {
        Files.copy(in, graph, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.copy(floats.resolve("config.json"), root.resolve("config.json"));
      graph.toFile().deleteOnExit();
      return new ModelFolder("langchain4j-q", root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
