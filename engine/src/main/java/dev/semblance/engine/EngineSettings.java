package dev.semblance.engine;

import dev.semblance.engine.embed.QueueLimits;
import dev.semblance.engine.model.ModelPlaces;

/// How models are found and run. Immutable; the `with…` methods answer a changed copy.
///
/// @param places where names are looked up
/// @param encoder which encoder and precision
/// @param cores how many cores the encoder may use, from 1
/// @param limits of the queue and its batches
public record EngineSettings(
    ModelPlaces places, EncoderChoice encoder, int cores, QueueLimits limits) {

  public EngineSettings {
    if (cores < 1) {
      throw new IllegalArgumentException("cores must be at least 1, is " + cores);
    }
  }

  /// Every core, the fastest encoder that loses nothing, models from `packaged` and the Hugging
  /// Face cache.
  public static EngineSettings standard(ModelPlaces places) {
    return new EngineSettings(
        places,
        EncoderChoice.AUTO,
        Runtime.getRuntime().availableProcessors(),
        QueueLimits.STANDARD);
  }

  public EngineSettings with(EncoderChoice changed) {
    return new EngineSettings(places, changed, cores, limits);
  }

  public EngineSettings with(QueueLimits changed) {
    return new EngineSettings(places, encoder, cores, changed);
  }
}
