package dev.semblance.engine.quantize;

import dev.semblance.Progress;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.QuantizationPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds, by measurements on held-out texts, the rule with the least drift, and the products that
/// must stay in bfloat16 to pass the gate. *One thread at a time.*
final class PlanSearch {
  /// Enough texts to rank products by their drift.
  private static final int PRODUCT_TRIAL_TEXTS = 32;

  private final ModelFolder model;
  private final CalibrationRanges calibration;
  private final Vectorizer vectorizer;
  private final List<int[]> texts;
  private final float[][] exact;

  PlanSearch(
      ModelFolder model, CalibrationRanges calibration, Vectorizer vectorizer, List<int[]> texts) {
    this.model = model;
    this.calibration = calibration;
    this.vectorizer = vectorizer;
    this.texts = texts;
    try (var encoder = NativeEncoder.open(model, NativePrecision.F32)) {
      exact = vectorizer.vectors(encoder, texts);
    }
  }

  /// The result.
  ///
  /// @param plan marked as passed if the gate is
  /// @param rule that scales follow
  /// @param drift of the plan
  /// @param wide names of products that stay in bfloat16
  /// @param trials measurements behind the choice
  record SearchedPlan(
      QuantizationPlan plan, ScaleRule rule, Drift drift, List<String> wide, Trials trials) {}

  /// @param rules every rule with all products in int8
  /// @param products every product with only it in int8, worst first
  record Trials(List<RuleTrial> rules, List<ProductTrial> products) {}

  record RuleTrial(ScaleRule rule, Drift drift) {}

  record ProductTrial(String product, Drift drift) {}

  /// @param progress receives each measured plan
  SearchedPlan search(AccuracyGate gate, Progress progress) {
    List<ScaleRule> rules = ScaleRule.all();
    int steps = rules.size() + calibration.products().size();
    List<RuleTrial> tried = new ArrayList<>();
    for (ScaleRule rule : rules) {
      tried.add(new RuleTrial(rule, drift(calibration.plan(rule, Set.of(), false))));
      progress.at(tried.size(), steps);
    }
    ScaleRule rule =
        tried.stream()
            .max(Comparator.comparingDouble(each -> each.drift().mean()))
            .orElseThrow()
            .rule();
    List<ProductTrial> alone = new ArrayList<>();
    for (QuantizedProduct product : calibration.products()) {
      alone.add(new ProductTrial(product.name(), drift(only(product, rule), PRODUCT_TRIAL_TEXTS)));
      progress.at(rules.size() + alone.size(), steps);
    }
    alone.sort(Comparator.comparingDouble(each -> each.drift().mean()));
    return excludeWorst(rule, gate, tried, alone);
  }

  /// Takes products out of int8, in the order of their drift, until the gate is passed.
  private SearchedPlan excludeWorst(
      ScaleRule rule, AccuracyGate gate, List<RuleTrial> tried, List<ProductTrial> alone) {
    List<String> wide = new ArrayList<>();
    Drift drift = drift(calibration.plan(rule, Set.of(), false));
    while (!gate.passes(drift) && wide.size() < alone.size() / 2) {
      wide.add(alone.get(wide.size()).product());
      drift = drift(calibration.plan(rule, new HashSet<>(wide), false));
    }
    QuantizationPlan plan = calibration.plan(rule, new HashSet<>(wide), gate.passes(drift));
    Trials trials = new Trials(List.copyOf(tried), List.copyOf(alone));
    return new SearchedPlan(plan, rule, drift, List.copyOf(wide), trials);
  }

  private QuantizationPlan only(QuantizedProduct product, ScaleRule rule) {
    Set<String> others =
        calibration.products().stream().map(QuantizedProduct::name).collect(Collectors.toSet());
    others.remove(product.name());
    return calibration.plan(rule, others, false);
  }

  private Drift drift(QuantizationPlan plan) {
    return drift(plan, texts.size());
  }

  private Drift drift(QuantizationPlan plan, int limit) {
    int count = Math.min(limit, texts.size());
    try (var encoder = NativeEncoder.open(model, plan)) {
      return Drift.between(
          Arrays.copyOf(exact, count), vectorizer.vectors(encoder, texts.subList(0, count)));
    }
  }
}
