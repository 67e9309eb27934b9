package dev.semblance.engine;

import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.embed.QueueLimits;
import dev.semblance.engine.model.ModelPlaces;

/// How models are found and run. Immutable; the `with…` methods answer a changed copy.
///
/// @param places where names are looked up
/// @param encoder which encoder and precision
/// @param cores how many cores the encoder may use, from 1
/// @param limits of the queue and its batches
/// @param cache shared by the models that are opened so
public record EngineSettings(
    ModelPlaces places,
    EncoderChoice encoder,
    int cores,
    QueueLimits limits,
    EmbeddingCache cache) {

  public EngineSettings {
    if (cores < 1) {
      throw new IllegalArgumentException("cores must be at least 1, is " + cores);
    }
  }

  /// Every core, the fastest encoder that loses nothing, models from `packaged` and the Hugging
  /// Face cache; answers are not kept.
  public static EngineSettings standard(ModelPlaces places) {
    return new EngineSettings(
        places,
        EncoderChoice.AUTO,
        Runtime.getRuntime().availableProcessors(),
        QueueLimits.STANDARD,
        EmbeddingCache.NONE);
  }

  public EngineSettings with(EncoderChoice changed) {
    return new EngineSettings(places, changed, cores, limits, cache);
  }

  public EngineSettings with(QueueLimits changed) {
    return new EngineSettings(places, encoder, cores, changed, cache);
  }

  public EngineSettings with(EmbeddingCache changed) {
    return new EngineSettings(places, encoder, cores, limits, changed);
  }
}
