package dev.semblance.engine.quantize;

import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Measures encoders on single inputs, in turns, so that other load affects all of them alike. *One
/// thread at a time.*
final class SpeedMeter {
  private static final int[] LENGTHS = {32, 128, 256, 512};
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 3;

  private SpeedMeter() {}

  /// @param encoders by the name of their precision
  /// @param tokens ids for inputs, from real texts
  /// @param longest input of the model in tokens
  static List<QuantizationReport.Speed> measure(
      Map<String, Encoder> encoders, int[] tokens, int longest, int threads) {
    List<QuantizationReport.Speed> table = new ArrayList<>();
    for (int length : LENGTHS) {
      if (length <= longest) {
        table.add(measure(encoders, RaggedBatch.of(List.of(cycle(tokens, length))), threads));
      }
    }
    return table;
  }

  private static QuantizationReport.Speed measure(
      Map<String, Encoder> encoders, RaggedBatch batch, int threads) {
    Map<String, double[]> times = new TreeMap<>();
    encoders.keySet().forEach(name -> times.put(name, new double[ROUNDS]));
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, Encoder> encoder : encoders.entrySet()) {
        long started = System.nanoTime();
        encoder.getValue().encode(batch, Rows.FIRST, threads);
        double milliseconds = (System.nanoTime() - started) / 1e6;
        if (round >= 0) {
          times.getOrDefault(encoder.getKey(), new double[ROUNDS])[round] = milliseconds;
        }
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    times.forEach((name, values) -> medians.put(name, median(values)));
    return new QuantizationReport.Speed(batch.tokens(), medians);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static int[] cycle(int[] tokens, int length) {
    int[] ids = new int[length];
    for (int i = 0; i < length; i++) {
      ids[i] = tokens[i % tokens.length];
    }
    return ids;
  }
}
