package dev.semblance.engine;

import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.model.ModelPlaces;

/// How models are found and run. Immutable; the `with…` methods answer a changed copy.
///
/// @param places where names are looked up
/// @param encoder which encoder and precision
/// @param cores how many cores the encoder may use, from 1
/// @param limits of the queue and its batches
/// @param cache shared by the models that are opened so
/// @param imagePixels width times height of the largest image, from 1
public record EngineSettings(
    ModelPlaces places,
    EncoderChoice encoder,
    int cores,
    QueueLimits limits,
    EmbeddingCache cache,
    long imagePixels) {
  /// More than most cameras make; about 280 MB while it is decoded.
  private static final long IMAGE_PIXELS = 40_000_000;

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
        EmbeddingCache.NONE,
        IMAGE_PIXELS);
  }

  public EngineSettings with(ModelPlaces changed) {
    return new EngineSettings(changed, encoder, cores, limits, cache, imagePixels);
  }

  public EngineSettings with(EncoderChoice changed) {
    return new EngineSettings(places, changed, cores, limits, cache, imagePixels);
  }

  public EngineSettings with(QueueLimits changed) {
    return new EngineSettings(places, encoder, cores, changed, cache, imagePixels);
  }

  public EngineSettings with(EmbeddingCache changed) {
    return new EngineSettings(places, encoder, cores, limits, changed, imagePixels);
  }

  public EngineSettings withImagePixels(long changed) {
    return new EngineSettings(places, encoder, cores, limits, cache, changed);
  }
}
