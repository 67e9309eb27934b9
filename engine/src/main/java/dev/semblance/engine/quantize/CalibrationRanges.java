package dev.semblance.engine.quantize;

import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.model.MatmulScale;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.QuantizationPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Ranges and histograms of the inputs of every matrix product, observed on real texts. *Safe for
/// use by many threads.*
///
/// @param products of the model, in order
/// @param factors by product, one list entry for each of [ScaleRule#SMOOTHINGS]
/// @param histograms likewise
record CalibrationRanges(
    List<QuantizedProduct> products,
    Map<String, List<float[]>> factors,
    Map<String, List<ValueHistogram>> histograms) {

  /// Runs the model twice over the texts: first for ranges, then for histograms inside them.
  static CalibrationRanges run(
      ModelFolder model,
      List<QuantizedProduct> products,
      Vectorizer vectorizer,
      List<int[]> texts) {
    var ranges = new RangeCollector();
    try (var encoder = NativeEncoder.openForCalibration(model, ranges)) {
      vectorizer.vectors(encoder, texts);
    }
    Map<String, List<float[]>> factors = new HashMap<>();
    Map<String, List<ValueHistogram>> histograms = new HashMap<>();
    Map<String, RangeCollector.ColumnRanges> seen = ranges.products();
    for (QuantizedProduct product : products) {
      RangeCollector.ColumnRanges columns = seen.get(product.name());
      if (columns == null) {
        throw new IllegalStateException("nothing went into " + product.name());
      }
      for (double smoothing : ScaleRule.SMOOTHINGS) {
        float[] each = Smoothing.factors(product, columns, smoothing);
        factors.computeIfAbsent(product.name(), _ -> new ArrayList<>()).add(each);
        histograms
            .computeIfAbsent(product.name(), _ -> new ArrayList<>())
            .add(new ValueHistogram(each, columns.lowest(each), columns.highest(each)));
      }
    }
    try (var encoder =
        NativeEncoder.openForCalibration(model, new HistogramCollector(histograms))) {
      vectorizer.vectors(encoder, texts);
    }
    return new CalibrationRanges(products, factors, histograms);
  }

  /// A plan under one rule.
  ///
  /// @param wide names of products that stay in bfloat16
  QuantizationPlan plan(ScaleRule rule, Set<String> wide, boolean passed) {
    Map<String, MatmulScale> scales = new TreeMap<>();
    for (QuantizedProduct product : products) {
      if (!wide.contains(product.name())) {
        scales.put(product.name(), scale(product, rule));
      }
    }
    return new QuantizationPlan(passed, scales);
  }

  private MatmulScale scale(QuantizedProduct product, ScaleRule rule) {
    int index = ScaleRule.SMOOTHINGS.indexOf(rule.smoothing());
    float[] range =
        histograms.getOrDefault(product.name(), List.of()).get(index).range(rule.coverage());
    MatmulScale plain = MatmulScale.ofRange(range[0], range[1]);
    if (rule.smoothing() == 0 || !product.smoothable()) {
      return plain;
    }
    float[] smoothing = factors.getOrDefault(product.name(), List.of()).get(index);
    return new MatmulScale(plain.scale(), plain.zero(), smoothing);
  }
}
