package dev.semblance.engine.quantize;

/// Amount of measurements, and accuracy gate. Immutable; the `with…` methods return a changed copy.
///
/// @param samples texts to calibrate with, from 8; a quarter as many more are held out for
///   measurements
/// @param threads cores to use, from 1
/// @param gate accuracy that a plan must reach for `auto` to use it
/// @param quality measures tasks before and after
public record QuantizeSettings(int samples, int threads, AccuracyGate gate, QualityCheck quality) {
  /// 512 texts, every core, no tasks.
  public static final QuantizeSettings STANDARD =
      new QuantizeSettings(
          512,
          Runtime.getRuntime().availableProcessors(),
          AccuracyGate.STANDARD,
          QualityCheck.NONE);

  public QuantizeSettings {
    if (samples < 8) {
      throw new IllegalArgumentException("samples must be at least 8, is " + samples);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, is " + threads);
    }
  }

  public QuantizeSettings withSamples(int changed) {
    return new QuantizeSettings(changed, threads, gate, quality);
  }

  public QuantizeSettings withThreads(int changed) {
    return new QuantizeSettings(samples, changed, gate, quality);
  }

  public QuantizeSettings withGate(AccuracyGate changed) {
    return new QuantizeSettings(samples, threads, changed, quality);
  }

  public QuantizeSettings withQuality(QualityCheck changed) {
    return new QuantizeSettings(samples, threads, gate, changed);
  }
}
