package dev.semblance.engine.quantize;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A report as an SVG chart: milliseconds by length and precision, and the drift of each product
/// alone. Readable on light and dark pages.
///
/// *One thread at a time.*
final class Chart {
  private static final int WIDTH = 720;
  private static final int LEFT = 60;
  private static final int TOP = 50;
  private static final int HEIGHT = 180;
  private static final int SECOND = TOP + HEIGHT + 90;
  private static final List<String> COLOURS = List.of("#5b8def", "#8a94a6", "#e0913a");

  private final QuantizationReport report;
  private final Formatter svg = new Formatter(Locale.ROOT);

  /// @param report to be drawn
  Chart(QuantizationReport report) {
    this.report = report;
  }

  String svg() {
    svg.format(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'"
            + " font-family='system-ui, sans-serif' font-size='12' fill='#777'>\n",
        WIDTH, SECOND + HEIGHT + 40);
    svg.format("<title>%s in int8</title>\n", escaped(report.model()));
    speed();
    products();
    svg.format("</svg>\n");
    return svg.toString().replace('\'', '"');
  }

  private void speed() {
    heading(TOP - 25, "Milliseconds for one input, by tokens");
    var precisions = List.copyOf(precisions());
    double largest =
        report.measurements().speed().stream()
            .flatMap(speed -> speed.milliseconds().values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    double group = (WIDTH - LEFT - 20.0) / Math.max(1, report.measurements().speed().size());
    double bar = group * 0.8 / Math.max(1, precisions.size());
    for (int g = 0; g < report.measurements().speed().size(); g++) {
      QuantizationReport.Speed speed = report.measurements().speed().get(g);
      double x = LEFT + g * group;
      for (int p = 0; p < precisions.size(); p++) {
        double value = speed.milliseconds().getOrDefault(precisions.get(p), 0.0);
        double height = value / largest * HEIGHT;
        bar(x + p * bar, TOP + HEIGHT - height, bar * 0.9, height, colour(p));
        text(
            x + (p + 0.45) * bar,
            TOP + HEIGHT - height - 4,
            String.format(Locale.ROOT, "%.1f", value));
      }
      text(x + group * 0.4, TOP + HEIGHT + 16, String.valueOf(speed.tokens()));
    }
    for (int p = 0; p < precisions.size(); p++) {
      double x = LEFT + p * 110.0;
      bar(x, TOP + HEIGHT + 26, 10, 10, colour(p));
      svg.format("<text x='%.1f' y='%d'>%s</text>\n", x + 15, TOP + HEIGHT + 35, precisions.get(p));
    }
  }

  private Set<String> precisions() {
    var precisions = new TreeSet<String>();
    report
        .measurements()
        .speed()
        .forEach(speed -> precisions.addAll(speed.milliseconds().keySet()));
    return precisions;
  }

  private void products() {
    heading(SECOND - 25, "1 − cosine when only one product is in int8, worst first");
    Map<String, Drift> products = report.decisions().products();
    double largest =
        products.values().stream().mapToDouble(drift -> 1 - drift.mean()).max().orElse(1);
    double step = (WIDTH - LEFT - 20.0) / Math.max(1, products.size());
    int i = 0;
    for (Map.Entry<String, Drift> product : products.entrySet()) {
      double moved = 1 - product.getValue().mean();
      double height = largest > 0 ? moved / largest * HEIGHT : 0;
      boolean wide = report.decisions().wide().contains(product.getKey());
      svg.format("<g><title>");
      svg.format("%s: %.2e</title>", escaped(product.getKey()), moved);
      double x = LEFT + i++ * step;
      bar(x, SECOND + HEIGHT - height, step * 0.8, height, colour(wide ? 1 : 2));
      svg.format("</g>\n");
    }
    text(LEFT - 28, SECOND + 8, String.format(Locale.ROOT, "%.1e", largest));
    text(LEFT - 12, SECOND + HEIGHT, "0");
  }

  private void heading(int y, String text) {
    svg.format("<text x='%d' y='%d' font-size='14'>%s</text>\n", LEFT, y, text);
  }

  private void bar(double x, double y, double width, double height, String colour) {
    svg.format(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>\n",
        x, y, width, height, colour);
  }

  private void text(double x, double y, String text) {
    svg.format("<text x='%.1f' y='%.1f' text-anchor='middle'>%s</text>\n", x, y, text);
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }
}
