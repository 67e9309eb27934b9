package dev.semblance.engine;

import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.encoder.transformer.WeightMemory;
import dev.semblance.engine.hub.HubCache;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.weights.WeightFiles;
import java.util.Optional;

/// Memory that a model's weights will take, computed before any of them is read.
///
/// @param folder of the model
/// @param choices of its encoder and pooling
record ModelMemory(ModelFolder folder, EngineSettings.ModelChoices choices) {

  /// Bytes on disk, plus the growth by packing; ONNX Runtime and static embedding tables do not
  /// pack.
  long bytes() {
    return HubCache.weightBytes(folder.root()) + growth(ModelSpec.read(folder, choices.pooling()));
  }

  private long growth(ModelSpec spec) {
    ModelFolder encoded = spec.encoderFolder();
    ModuleSpec first = spec.modules().getFirst();
    if (first instanceof ModuleSpec.StaticEmbedding || NativeEncoder.refusal(encoded).isPresent()) {
      return 0;
    }
    try {
      return nativeGrowth(spec, first instanceof ModuleSpec.MlmTransformer);
    } catch (SemblanceException e) {
      if (WeightFiles.exist(encoded)) {
        throw e;
      }
      return 0; // the graph runs, since its tensors are not the model's
    }
  }

  private long nativeGrowth(ModelSpec spec, boolean projectsOntoVocabulary) {
    ModelFolder encoded = spec.encoderFolder();
    return precision()
        .map(precision -> new WeightMemory(encoded, precision))
        .map(memory ->
            memory.growth(projectsOntoVocabulary)
                + (spec.images().isPresent() ? memory.growthOfImages() : 0))
        .orElse(0L);
  }

  private Optional<NativePrecision> precision() {
    return switch (choices.encoder()) {
      case AUTO -> Optional.of(NativePrecision.AUTO);
      case F32 -> Optional.of(NativePrecision.F32);
      case BF16 -> Optional.of(NativePrecision.BF16);
      case INT8 -> Optional.of(NativePrecision.INT8);
      case ONNX -> Optional.empty();
    };
  }
}
