package dev.semblance.engine.quantize;

import dev.semblance.engine.encoder.transformer.RangeObserver;
import java.util.List;
import java.util.Map;

/// Histograms of the inputs of every product, one for each smoothing. *Safe for use by many
/// threads.*
///
/// @param histograms by the product's name
record HistogramCollector(Map<String, List<ValueHistogram>> histograms) implements RangeObserver {
  @Override
  public void observe(String matmul, float[] rows, int width) {
    for (ValueHistogram histogram : histograms.getOrDefault(matmul, List.of())) {
      histogram.add(rows);
    }
  }
}
