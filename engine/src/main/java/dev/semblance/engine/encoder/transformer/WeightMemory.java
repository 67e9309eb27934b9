package dev.semblance.engine.encoder.transformer;

import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Architectures;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.FeedForward;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PatchEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The memory that an encoder's weights will take beyond their size on disk, computed before any is
/// packed. Matrices of layers are packed in the type that their products read; word embeddings stay
/// in the mapped file, and the smaller tables become float32. *Safe for use by many threads.*
///
/// @param folder of the encoder
/// @param precision it is opened in
public record WeightMemory(ModelFolder folder, NativePrecision precision) {
  private static final String CONFIG = "config.json";

  /// Growth of the text encoder in bytes; below 0 where packed weights are smaller.
  ///
  /// @param vocabularyHead whether a head projects onto the vocabulary, by the word embeddings
  ///   packed once more
  /// @throws SemblanceException as [NativeEncoder#open]
  public long growth(boolean vocabularyHead) {
    PrecisionPlan plan = PrecisionPlan.of(folder, precision);
    try (Weights weights = WeightFiles.open(folder)) {
      Blueprint blueprint = Architectures.read(folder.json(CONFIG), weights);
      long words = (long) blueprint.sizes().vocabulary() * blueprint.sizes().width();
      return growth(blueprint, plan) + (vocabularyHead ? words * plan.activationType().bytes() : 0);
    }
  }

  /// Growth of the image encoder in the same folder, in bytes.
  ///
  /// @throws SemblanceException as [NativeEncoder#openImages]
  public long growthOfImages() {
    PrecisionPlan plan = PrecisionPlan.ofImages(precision);
    try (Weights weights = WeightFiles.open(folder)) {
      return growth(Architectures.readImages(folder.json(CONFIG), weights), plan);
    }
  }

  private static long growth(Blueprint blueprint, PrecisionPlan plan) {
    long first =
        switch (blueprint.inputEmbedding()) {
          case TokenEmbeddings embeddings ->
              widened(embeddings.positionTable()) + widened(embeddings.types());
          case PatchEmbeddings patches ->
              packed(patches.projection(), Float.BYTES)
                  + widened(patches.first())
                  + widened(patches.positions());
        };
    return first
        + blueprint.layers().stream()
            .flatMap(WeightMemory::linears)
            .mapToLong(linear -> packed(linear, plan.input(linear).type().bytes()))
            .sum();
  }

  private static Stream<LinearWeights> linears(Layer layer) {
    Attention attention = layer.attention();
    FeedForward forward = layer.feedForward();
    return Stream.of(
            attention.qkv(), attention.output(), forward.up(), forward.gate(), forward.down())
        .filter(Objects::nonNull);
  }

  /// @param width of a number that is packed, in bytes
  private static long packed(LinearWeights linear, int width) {
    long growth = 0;
    for (WeightRows part : linear.parts()) {
      growth += (long) part.rows() * linear.in() * (width - part.tensor().type().bytes());
    }
    return growth;
  }

  private static long widened(@Nullable Tensor table) {
    return table == null ? 0 : table.elements() * (Float.BYTES - table.type().bytes());
  }
}
