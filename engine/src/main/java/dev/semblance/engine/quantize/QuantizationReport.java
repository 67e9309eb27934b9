package dev.semblance.engine.quantize;

import java.util.List;
import java.util.Map;

/// Result of quantizing a model. Written beside it as `report.json`, `report.md`, `report.svg`.
///
/// @param model name
/// @param method how it was calibrated
/// @param measurements of the original and the quantized model
/// @param decisions what was tried, and what stays in bfloat16
/// @param passed whether `auto` will choose int8
public record QuantizationReport(
    String model,
    QuantizationMethod method,
    Measurements measurements,
    Decisions decisions,
    boolean passed) {

  /// @param size of the weights
  /// @param speed by length of input
  /// @param drift by precision, `bfloat16` and `int8`, on held-out texts
  /// @param tasks before and after, where data sets were given
  public record Measurements(
      ModelSize size,
      List<Speed> speed,
      Map<String, Drift> drift,
      List<QualityCheck.QualityTask> tasks) {}

  /// @param calibrated texts used for ranges
  /// @param heldOut texts used to measure drift
  /// @param gate to be passed
  /// @param machine instruction set and cores the numbers come from
  public record QuantizationMethod(
      int calibrated, int heldOut, AccuracyGate gate, String machine) {}

  /// @param before bytes of the original weights
  /// @param after bytes of the quantized weights
  public record ModelSize(long before, long after) {}

  /// @param tokens of the one input
  /// @param milliseconds median by precision
  public record Speed(int tokens, Map<String, Double> milliseconds) {}

  /// @param rule the best of `rules`
  /// @param rules every rule's drift with all products in int8
  /// @param products every product's drift with only it in int8, worst first
  /// @param wide products that stay in bfloat16
  public record Decisions(
      String rule, Map<String, Drift> rules, Map<String, Drift> products, List<String> wide) {}
}
