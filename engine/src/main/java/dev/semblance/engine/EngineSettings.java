package dev.semblance.engine;

import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.engine.model.PoolingChoice;

/// How models are found and run. Immutable; the `with…` methods return a changed copy.
///
/// @param places where names are looked up
/// @param choices what is chosen for a model in place of what follows from its folder
/// @param compute what one call may use
/// @param limits of the queue and its batches
/// @param cache shared by the models opened with these settings
public record EngineSettings(
    ModelPlaces places,
    ModelChoices choices,
    ComputeLimits compute,
    QueueLimits limits,
    EmbeddingCache cache) {
  /// More than most cameras produce; decoding takes about 280 MB.
  private static final long IMAGE_PIXELS = 40_000_000;

  /// @param encoder which encoder and precision
  /// @param pooling of embedding models
  public record ModelChoices(EncoderChoice encoder, PoolingChoice pooling) {}

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
        new ModelChoices(EncoderChoice.AUTO, PoolingChoice.AUTO),
        new ComputeLimits(Runtime.getRuntime().availableProcessors(), IMAGE_PIXELS),
        QueueLimits.STANDARD,
        EmbeddingCache.NONE);
  }

  public EncoderChoice encoder() {
    return choices.encoder();
  }

  public PoolingChoice pooling() {
    return choices.pooling();
  }

  public EngineSettings with(ModelPlaces changed) {
    return new EngineSettings(changed, choices, compute, limits, cache);
  }

  public EngineSettings with(EncoderChoice changed) {
    return with(new ModelChoices(changed, pooling()));
  }

  public EngineSettings with(PoolingChoice changed) {
    return with(new ModelChoices(encoder(), changed));
  }

  private EngineSettings with(ModelChoices changed) {
    return new EngineSettings(places, changed, compute, limits, cache);
  }

  public EngineSettings with(QueueLimits changed) {
    return new EngineSettings(places, choices, compute, changed, cache);
  }

  public EngineSettings with(EmbeddingCache changed) {
    return new EngineSettings(places, choices, compute, limits, changed);
  }

  /// @param changed cores, from 1
  public EngineSettings withCores(int changed) {
    ComputeLimits cores = new ComputeLimits(changed, compute.imagePixels());
    return new EngineSettings(places, choices, cores, limits, cache);
  }

  public EngineSettings withImagePixels(long changed) {
    ComputeLimits pixels = new ComputeLimits(compute.cores(), changed);
    return new EngineSettings(places, choices, pixels, limits, cache);
  }
}
