package dev.semblance.engine;

import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.model.ModelPlaces;

/// How models are found and run. Immutable; the `with…` methods return a changed copy.
///
/// @param places where names are looked up
/// @param encoder which encoder and precision
/// @param compute what one call may use
/// @param limits of the queue and its batches
/// @param cache shared by the models opened with these settings
public record EngineSettings(
    ModelPlaces places,
    EncoderChoice encoder,
    ComputeLimits compute,
    QueueLimits limits,
    EmbeddingCache cache) {
  /// More than most cameras produce; decoding takes about 280 MB.
  private static final long IMAGE_PIXELS = 40_000_000;

  /// @param cores how many cores the encoder may use, from 1
  /// @param imagePixels width times height of the largest image, from 1
  public record ComputeLimits(int cores, long imagePixels) {
    public ComputeLimits {
      if (cores < 1) {
        throw new IllegalArgumentException("cores must be at least 1, is " + cores);
      }
    }
  }

  /// Every core, the fastest encoder without loss of accuracy, models from `packaged` and the
  /// Hugging Face cache, no cache of embeddings.
  public static EngineSettings standard(ModelPlaces places) {
    return new EngineSettings(
        places,
        EncoderChoice.AUTO,
        new ComputeLimits(Runtime.getRuntime().availableProcessors(), IMAGE_PIXELS),
        QueueLimits.STANDARD,
        EmbeddingCache.NONE);
  }

  public EngineSettings with(ModelPlaces changed) {
    return new EngineSettings(changed, encoder, compute, limits, cache);
  }

  public EngineSettings with(EncoderChoice changed) {
    return new EngineSettings(places, changed, compute, limits, cache);
  }

  public EngineSettings with(QueueLimits changed) {
    return new EngineSettings(places, encoder, compute, changed, cache);
  }

  public EngineSettings with(EmbeddingCache changed) {
    return new EngineSettings(places, encoder, compute, limits, changed);
  }

  public EngineSettings withImagePixels(long changed) {
    ComputeLimits pixels = new ComputeLimits(compute.cores(), changed);
    return new EngineSettings(places, encoder, pixels, limits, cache);
  }
}
