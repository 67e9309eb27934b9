package dev.semblance.engine.quantize;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import dev.semblance.engine.model.MatmulScale;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.QuantizationPlan;
import dev.semblance.engine.weights.SafetensorsWriter;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes a quantized model: `model.safetensors` with int8 codes, scales, and everything else in
/// the fewest bits without loss; `quantization.json`; config, tokenizer and modules unchanged.
final class QuantizedFolder {
  private static final Pattern WEIGHTS =
      Pattern.compile(
          "(model|pytorch_model|tf_model|flax_model|rust_model).*"
              + "\\.(safetensors|index\\.json|bin|h5|msgpack|ot|onnx|onnx_data|onnx\\.data)");
  private static final Pattern MODULE = Pattern.compile("\\d+_\\w+");

  private final ModelFolder model;
  private final Blueprint blueprint;
  private final Weights weights;

  QuantizedFolder(ModelFolder model, Blueprint blueprint, Weights weights) {
    this.model = model;
    this.blueprint = blueprint;
    this.weights = weights;
  }

  /// @param out an existing folder
  void write(QuantizationPlan plan, PlanOrigin origin, Path out) throws IOException {
    copySettings(model.root(), out);
    SafetensorsWriter.write(out.resolve("model.safetensors"), tensors(plan));
    plan.write(out);
    origin.sign(out.resolve(QuantizationPlan.FILE));
  }

  private static void copySettings(Path from, Path to) throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(from)) {
      entries = all.toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (Files.isDirectory(entry) && MODULE.matcher(name).matches()) {
        copyAll(entry, to.resolve(name));
      } else if (Files.isRegularFile(entry)
          && !WEIGHTS.matcher(name).matches()
          && !name.equals(QuantizationPlan.FILE)) {
        Files.copy(entry, to.resolve(name));
      }
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<Path> entries;
    try (Stream<Path> all = Files.list(from)) {
      entries = all.filter(Files::isRegularFile).toList();
    }
    for (Path entry : entries) {
      Files.copy(entry, to.resolve(entry.getFileName().toString()));
    }
  }

  private List<Tensor> tensors(QuantizationPlan plan) {
    Map<String, MatmulScale> quantized = new HashMap<>();
    Map<String, Boolean> wide = new HashMap<>();
    for (QuantizedProduct product : QuantizedProduct.of(blueprint)) {
      MatmulScale scale = plan.matmuls().get(product.name());
      for (LinearWeights linear : product.linears()) {
        for (WeightRows part : linear.parts()) {
          if (scale == null) {
            wide.put(part.tensor().name(), true);
          } else {
            quantized.put(part.tensor().name(), scale);
          }
        }
      }
    }
    String words = wordTable();
    List<Tensor> tensors = new ArrayList<>();
    for (String name : weights.names()) {
      Tensor tensor = weights.tensor(name);
      MatmulScale scale = quantized.get(name);
      if (scale != null) {
        tensors.addAll(NarrowTensors.int8(tensor, scale.smoothing()));
      } else if (wide.containsKey(name)) {
        tensors.add(NarrowTensors.bfloat16(tensor));
      } else if (name.equals(words)) {
        tensors.add(NarrowTensors.float16(tensor));
      } else {
        tensors.add(NarrowTensors.same(tensor));
      }
    }
    return tensors;
  }

  /// The largest table of all, where there is one.
  private String wordTable() {
    return switch (blueprint.inputEmbedding()) {
      case Blueprint.TokenEmbeddings embeddings -> embeddings.words().name();
      case Blueprint.PatchEmbeddings _ -> "";
    };
  }
}
