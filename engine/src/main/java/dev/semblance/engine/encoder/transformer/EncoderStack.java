package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// All layers of an encoder, packed and planned. *Safe for use by many threads.*
final class EncoderStack implements AutoCloseable {
  private final Sizes sizes;
  private final EmbeddingLayer embedding;
  private final @Nullable RowNorm embeddingNorm;
  private final boolean preNorm;
  private final @Nullable RowNorm firstNorm;
  private final List<EncoderLayer> layers;
  private final MatmulCache matmuls = new MatmulCache();
  private final int activationBytes;
  private final @Nullable RangeObserver observer;

  /// Packs all weights, each thread one layer at a time.
  ///
  /// @param observer receives the inputs of all products, or none
  EncoderStack(
      Blueprint blueprint,
      PrecisionPlan precision,
      WorkerPool pool,
      @Nullable RangeObserver observer) {
    sizes = blueprint.sizes();
    embedding = EmbeddingLayer.of(blueprint, matmuls);
    embeddingNorm = norm(blueprint.inputEmbedding().norm());
    preNorm = blueprint.preNorm();
    firstNorm = norm(blueprint.firstNorm());
    activationBytes = precision.activationType().bytes();
    this.observer = observer;
    PositionTables tables = new PositionTables(matmuls);
    var packed = new AtomicReferenceArray<EncoderLayer>(blueprint.layers().size());
    var next = new AtomicInteger();
    try {
      pool.run(
          Math.min(Runtime.getRuntime().availableProcessors(), packed.length()),
          (_, _) -> {
            for (int i = next.getAndIncrement(); i < packed.length(); i = next.getAndIncrement()) {
              packed.set(
                  i, EncoderLayer.pack(blueprint.layers().get(i), blueprint, precision, tables));
            }
          });
    } catch (RuntimeException | Error e) {
      layers = present(packed);
      close();
      throw e;
    }
    layers = present(packed);
  }

  private static List<EncoderLayer> present(AtomicReferenceArray<EncoderLayer> packed) {
    List<EncoderLayer> layers = new ArrayList<>();
    for (int i = 0; i < packed.length(); i++) {
      EncoderLayer layer = packed.get(i);
      if (layer != null) {
        layers.add(layer);
      }
    }
    return List.copyOf(layers);
  }

  private static @Nullable RowNorm norm(Blueprint.@Nullable Norm norm) {
    return norm == null ? null : RowNorm.of(norm);
  }

  Sizes sizes() {
    return sizes;
  }

  EmbeddingLayer embedding() {
    return embedding;
  }

  /// The norm of the embedding's rows, or none.
  @Nullable RowNorm embeddingNorm() {
    return embeddingNorm;
  }

  /// Whether products read a normalised copy of `x` instead of `x` being normalised.
  boolean preNorm() {
    return preNorm;
  }

  /// Pre-norm: the norm that the first layer's attention reads `x` through, or none.
  @Nullable RowNorm firstNorm() {
    return firstNorm;
  }

  List<EncoderLayer> layers() {
    return layers;
  }

  @Nullable RangeObserver observer() {
    return observer;
  }

  /// Bytes of one number of queries, keys and values.
  int activationBytes() {
    return activationBytes;
  }

  @Override
  public void close() {
    embedding.close();
    layers.forEach(EncoderLayer::close);
    matmuls.close();
  }
}
