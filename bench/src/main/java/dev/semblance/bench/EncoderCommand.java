package dev.semblance.bench;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.model.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The transformer encoder against ONNX Runtime on the float graph and on LangChain4j's quantized
/// graph, and against LangChain4j's own API.
@Command(
    name = "encoder",
    description = {
      "Time the transformer encoder beside ONNX Runtime.",
      "",
      "f32, bf16 and int8, where the CPU has them, beside ONNX Runtime on the f32 graph and on"
          + " LangChain4j's quantized graph, and whole texts beside LangChain4j's own API. Runs are"
          + " interleaved. Reports medians and ratios."
    },
    mixinStandardHelpOptions = true)
final class EncoderCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      defaultValue = Bench.MODEL,
      description = "Model with weights and an ONNX graph (default: ${DEFAULT-VALUE}).")
  String model = "";

  @Option(
      names = "--shape",
      split = ",",
      converter = BatchShape.ShapeConverter.class,
      description =
          "Inputs and tokens of each, such as 128x256; may be repeated (default: seven shapes).")
  List<BatchShape> shapes = BatchShape.ALL;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Option(
      names = "--seconds",
      defaultValue = "12",
      description = "Seconds for each shape (default: ${DEFAULT-VALUE}).")
  double seconds;

  @Option(
      names = "--texts",
      defaultValue = "5000",
      description = "Number of texts of the mixed run; 0 skips it (default: ${DEFAULT-VALUE}).")
  int texts;

  @Option(
      names = "--corpus",
      description =
          "jsonl(.gz) of the mixed run (default: shared/data/arxiv_cs beside the repository).")
  @Nullable Path corpus;

  @Override
  public Integer call() {
    ModelFolder folder = Bench.model(model);
    int cores = Runtime.getRuntime().availableProcessors();
    EncoderReport report;
    try (NativeEncoders encoders = NativeEncoders.open(folder, this::progress)) {
      report = shapes(folder, encoders, cores);
      if (encoders.has(NativePrecision.INT8)) {
        report.peak(new MatmulPeak(cores).int8Gops(folder));
      }
    }
    Path file = Bench.corpus(corpus);
    if (texts > 0 && Files.exists(file)) {
      progress("mixed texts of " + file.getFileName());
      report.mixed(new MixedRun(folder, BenchTexts.read(file, texts)).milliseconds(this::progress));
    } else if (texts > 0) {
      progress("no file " + file + "; the mixed run is skipped");
    }
    System.out.println(json ? report.json() : report.text());
    return 0;
  }

  private EncoderReport shapes(ModelFolder folder, NativeEncoders encoders, int cores) {
    int vocabulary = folder.json("config.json").positive("vocab_size");
    try (BareSession floats = new BareSession(folder, cores);
        BareSession codes = new BareSession(QuantizedPeer.folder(folder), cores)) {
      EncoderReport report = new EncoderReport(encoders.isa(), cores);
      for (BatchShape shape : shapes) {
        progress("shape " + shape);
        RaggedBatch batch = shape.batch(vocabulary);
        Interleaved runs =
            new Interleaved()
                .add("ort_f32", () -> floats.run(batch))
                .add("ort_int8", () -> codes.run(batch));
        encoders.each(
            (name, encoder) -> runs.add(name, () -> encoder.encode(batch, Rows.FIRST, cores)));
        report.shape(shape, runs.medians(5, seconds));
      }
      return report;
    }
  }

  private void progress(String line) {
    System.err.println(line);
  }
}
