package dev.semblance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Results of an encoder run, as JSON or as text.
final class EncoderReport {
  private static final String LINE = "%-8s %10s %10s %10s %10s %10s   %8s %8s %8s%n";

  private final String isa;
  private final int threads;
  private final Map<BatchShape, Map<String, Double>> rows = new LinkedHashMap<>();
  private final Map<String, Double> mixed = new LinkedHashMap<>();
  private double peakGops;

  EncoderReport(String isa, int threads) {
    this.isa = isa;
    this.threads = threads;
  }

  void shape(BatchShape shape, Map<String, Double> medians) {
    rows.put(shape, medians);
  }

  void mixed(Map<String, Double> milliseconds) {
    mixed.putAll(milliseconds);
  }

  void peak(double gops) {
    peakGops = gops;
  }

  String json() {
    ObjectNode root = Bench.JSON.createObjectNode();
    root.put("isa", isa).put("threads", threads);
    var list = root.putArray("rows");
    rows.forEach((shape, medians) -> {
      ObjectNode row = list.addObject().put("shape", shape.toString());
      medians.forEach((name, value) -> row.put(name + "_ms", value));
    });
    ObjectNode mixedNode = root.putObject("mixed");
    mixed.forEach((name, value) -> mixedNode.put(name, value));
    root.putObject("roof").put("int8_gops", peakGops).put("share", share());
    return root.toPrettyString();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("isa ").append(isa).append(", ").append(threads).append(" threads, median ms\n\n");
    text.append(
        LINE.formatted(
            "shape",
            "ORT f32",
            "ORT int8",
            "f32",
            "bf16",
            "int8",
            "int8/I8",
            "int8/F32",
            "bf16/I8"));
    rows.forEach((shape, ms) ->
        text.append(
            LINE.formatted(
                shape,
                number(ms, "ort_f32"),
                number(ms, "ort_int8"),
                number(ms, "f32"),
                number(ms, "bf16"),
                number(ms, "int8"),
                ratio(ms, "ort_int8", "int8"),
                ratio(ms, "ort_f32", "int8"),
                ratio(ms, "ort_int8", "bf16"))));
    text.append(
        "\nint8/I8: time of ONNX Runtime's int8 divided by time of Semblance's int8; and so on.\n");
    if (!mixed.isEmpty()) {
      text.append("\nmixed texts, end to end:\n");
      mixed.forEach((name, value) ->
          text.append(String.format(Locale.ROOT, "  %-20s %10.1f ms%n", name, value)));
      text.append("  int8 against LangChain4j's list: ")
          .append(ratio(mixed, "langchain4j_ms", "int8_ms"))
          .append(" times\n");
    }
    if (share() == 0) {
      return text.toString();
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%npeak of int8 matrix products: %.0f GOPS; the model at 32x256 reaches %.0f %%%n",
                peakGops,
                100 * share()))
        .toString();
  }

  /// Throughput of a forward pass at 32×256 as a share of the peak: only matrix products count as
  /// operations, but all time counts, attention included.
  private double share() {
    Map<String, Double> ms = rows.get(new BatchShape(32, 256));
    Double int8 = ms == null ? null : ms.get("int8");
    return int8 == null || peakGops == 0
        ? 0
        : MatmulPeak.productsOfBgeSmall(32 * 256) / (int8 * 1e6) / peakGops;
  }

  /// `-` for what was not run.
  private static String number(Map<String, Double> values, String name) {
    Double value = values.get(name);
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String ratio(Map<String, Double> values, String peer, String own) {
    Double divisor = values.get(own);
    Double dividend = values.get(peer);
    return divisor == null || dividend == null
        ? "-"
        : String.format(Locale.ROOT, "%.2f", dividend / Math.max(1e-9, divisor));
  }
}
