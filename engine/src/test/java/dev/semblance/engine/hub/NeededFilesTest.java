package dev.semblance.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeededFilesTest {
  @Test
  void takesOneFormatOfWeights() {
    assertThat(weights("model.safetensors", "pytorch_model.bin", "onnx/model.onnx"))
        .containsExactly("model.safetensors");
    assertThat(weights("pytorch_model.bin", "onnx/model.onnx", "onnx/model.onnx_data"))
        .containsExactly("pytorch_model.bin");
    assertThat(weights("onnx/model.onnx", "onnx/model.onnx_data", "onnx/model_O4.onnx"))
        .containsExactly("onnx/model.onnx", "onnx/model.onnx_data");
    assertThat(weights("model.onnx", "model.onnx.data", "onnx/model.onnx"))
        .containsExactly("model.onnx", "model.onnx.data");
  }

  @Test
  void takesShardsWithTheirIndex() {
    assertThat(
            weights(
                "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors",
                "model.safetensors.index.json",
                "pytorch_model-00001-of-00002.bin",
                "pytorch_model.bin.index.json"))
        .containsExactly(
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json");
  }

  @Test
  void takesModulesAndTheirWeights() {
    NeededFiles needed =
        of(
            "modules.json",
            "1_Pooling/config.json",
            "2_Dense/config.json",
            "2_Dense/model.safetensors",
            "2_Dense/pytorch_model.bin",
            "3_Dense/pytorch_model.bin",
            "query_0_SparseStaticEmbedding/idf.json",
            "eval/results.json",
            "model.safetensors");
    assertThat(needed.settings())
        .containsExactly(
            "modules.json",
            "1_Pooling/config.json",
            "2_Dense/config.json",
            "query_0_SparseStaticEmbedding/idf.json");
    assertThat(needed.weights())
        .containsExactly(
            "model.safetensors", "2_Dense/model.safetensors", "3_Dense/pytorch_model.bin");
  }

  @Test
  void takesBgeM3sOtherHeads() {
    assertThat(weights("pytorch_model.bin", "sparse_linear.pt", "colbert_linear.pt", "other.pt"))
        .containsExactly("pytorch_model.bin", "sparse_linear.pt", "colbert_linear.pt");
  }

  @Test
  void takesNoCodeAndNoOtherPickles() {
    assertThat(
            of(
                    "training_args.bin",
                    "optimizer.pt",
                    "scheduler.pkl",
                    "modeling.py",
                    "flax_model.msgpack",
                    "rust_model.ot",
                    "openvino/openvino_model.bin")
                .all())
        .isEmpty();
  }

  @Test
  void isCompleteWithEncoderWeightsOnly() {
    assertThat(of("0_Transformer/model.safetensors").isComplete()).isTrue();
    assertThat(of("0_StaticEmbedding/model.safetensors").isComplete()).isTrue();
    assertThat(of("document_0_MLMTransformer/model.safetensors").isComplete()).isTrue();
    assertThat(of("onnx/model.onnx").isComplete()).isTrue();
    assertThat(of("onnx/model.onnx_data").isComplete()).isFalse();
    assertThat(of("config.json", "2_Dense/model.safetensors").isComplete()).isFalse();
    assertThat(of("sparse_linear.pt").isComplete()).isFalse();
    assertThat(of("model.safetensors.index.json").isComplete()).isFalse();
  }

  private static List<String> weights(String... names) {
    return of(names).weights();
  }

  private static NeededFiles of(String... names) {
    NamedModules unnamed = NamedModules.read(Path.of("none"), List.of(names));
    return NeededFiles.of(List.of(names), unnamed, false);
  }
}
