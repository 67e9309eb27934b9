package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.architecture.Blueprint;
import dev.semblance.engine.encoder.nativ.architecture.Blueprint.Sizes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole encoder, packed and planned. *Safe for use by many threads.*
final class EncoderStack implements AutoCloseable {
  private final Sizes sizes;
  private final EmbeddingTable embeddings;
  private final @Nullable RowNorm embeddingNorm;
  private final boolean preNorm;
  private final @Nullable RowNorm lead;
  private final List<EncoderLayer> layers = new ArrayList<>();
  private final PlanBook book = new PlanBook();
  private final int wideBytes;

  /// Packs all weights.
  EncoderStack(Blueprint blueprint, Recipe recipe) {
    sizes = blueprint.sizes();
    embeddings = new EmbeddingTable(blueprint.embeddings(), sizes);
    embeddingNorm = norm(blueprint.embeddings().norm());
    preNorm = blueprint.preNorm();
    lead = norm(blueprint.lead());
    wideBytes = recipe.wideType().bytes();
    Shared shared = new Shared(book);
    try {
      for (var layer : blueprint.layers()) {
        layers.add(EncoderLayer.pack(layer, blueprint, recipe, shared));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static @Nullable RowNorm norm(Blueprint.@Nullable Norm norm) {
    return norm == null ? null : RowNorm.of(norm);
  }

  Sizes sizes() {
    return sizes;
  }

  EmbeddingTable embeddings() {
    return embeddings;
  }

  @Nullable RowNorm embeddingNorm() {
    return embeddingNorm;
  }

  boolean preNorm() {
    return preNorm;
  }

  @Nullable RowNorm lead() {
    return lead;
  }

  List<EncoderLayer> layers() {
    return layers;
  }

  /// Bytes of one number of queries, keys and values.
  int wideBytes() {
    return wideBytes;
  }

  @Override
  public void close() {
    layers.forEach(EncoderLayer::close);
    book.close();
  }
}
