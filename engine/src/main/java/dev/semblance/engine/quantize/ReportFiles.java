package dev.semblance.engine.quantize;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.engine.quantize.QuantizationReport.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Writes a report as JSON, Markdown and SVG.
///
/// @param report the report
/// @param measured its measurements
record ReportFiles(QuantizationReport report, Measurements measured) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String DRIFT_COLUMNS =
      " | mean | 1st percentile | worst |\n|---|---|---|---|\n";

  ReportFiles(QuantizationReport report) {
    this(report, report.measurements());
  }

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("report.json"), MAPPER.writeValueAsString(fields()) + "\n");
    Files.writeString(folder.resolve("report.md"), markdown());
    Files.writeString(folder.resolve("report.svg"), new Chart(report).svg());
  }

  /// The fields of `report.json`, in their order.
  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", report.model());
    fields.put("method", report.method());
    fields.put("size", measured.size());
    fields.put("speed", measured.speed());
    fields.put("drift", measured.drift());
    fields.put("decisions", report.decisions());
    fields.put("tasks", measured.tasks());
    fields.put("passed", report.passed());
    return fields;
  }

  String markdown() {
    var page = new Formatter(Locale.ROOT);
    page.format("# %s in int8\n\n", report.model());
    verdict(page);
    page.format("![Speed and drift](report.svg)\n\n");
    page.format(
        "Weights: %.1f MB before, %.1f MB after.\n\n",
        measured.size().before() / 1e6, measured.size().after() / 1e6);
    page.format("## Cosine to float32\n\n| precision%s", DRIFT_COLUMNS);
    measured.drift().forEach((name, drift) -> row(page, name, drift));
    speed(page);
    tasks(page);
    decisions(page);
    return page.toString();
  }

  private void verdict(Formatter page) {
    QuantizationReport.QuantizationMethod method = report.method();
    page.format(
        "%s: the gate is a mean cosine of %.4f, and %.4f for all but the worst hundredth.",
        report.passed() ? "Passed" : "Not passed, so `auto` will not choose it",
        method.gate().mean(),
        method.gate().firstPercentile());
    page.format(
        " Calibrated on %d texts, measured on %d others, on %s.\n\n",
        method.calibrated(), method.heldOut(), method.machine());
  }

  private void speed(Formatter page) {
    var precisions = new TreeSet<String>();
    measured.speed().forEach(speed -> precisions.addAll(speed.milliseconds().keySet()));
    page.format(
        "\n## Milliseconds for one input\n\n| tokens | %s |\n|---", String.join(" | ", precisions));
    page.format("%s|\n", "|---".repeat(precisions.size()));
    for (QuantizationReport.Speed speed : measured.speed()) {
      page.format("| %d", speed.tokens());
      for (String precision : precisions) {
        page.format(" | %.2f", speed.milliseconds().getOrDefault(precision, Double.NaN));
      }
      page.format(" |\n");
    }
  }

  private void tasks(Formatter page) {
    if (measured.tasks().isEmpty()) {
      return;
    }
    page.format(
        "\n## Tasks\n\n| task | float32 | int8 | loss | 95 %% interval of the difference |\n");
    page.format("|---|---|---|---|---|\n");
    for (QualityCheck.QualityTask task : measured.tasks()) {
      page.format("| %s | %.4f | %.4f", task.name(), task.before(), task.after());
      page.format(" | %.2f %% | %+.4f … %+.4f |\n", 100 * task.loss(), task.low(), task.high());
    }
  }

  private void decisions(Formatter page) {
    QuantizationReport.Decisions decisions = report.decisions();
    page.format("\n## How it was decided\n\n| rule, all products in int8%s", DRIFT_COLUMNS);
    decisions.rules().forEach((rule, drift) -> row(page, rule, drift));
    page.format("\nChosen: %s. ", decisions.rule());
    page.format(
        decisions.wide().isEmpty() ? "Every product runs in int8.%s" : "In bfloat16 stay: %s.",
        String.join(", ", decisions.wide()));
    page.format("\n\n| only this product in int8%s", DRIFT_COLUMNS);
    for (Map.Entry<String, Drift> product : decisions.products().entrySet()) {
      row(page, product.getKey(), product.getValue());
    }
  }

  private static void row(Formatter page, String name, Drift drift) {
    page.format(
        "| %s | %.6f | %.6f | %.6f |\n",
        name, drift.mean(), drift.firstPercentile(), drift.worst());
  }
}
