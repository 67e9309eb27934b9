package dev.semblance.server.command.model;

import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.document.Document;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.quantize.CalibrationTexts;
import dev.semblance.engine.quantize.Drift;
import dev.semblance.engine.quantize.QualityCheck;
import dev.semblance.engine.quantize.QuantizationReport;
import dev.semblance.engine.quantize.QuantizeRequest;
import dev.semblance.engine.quantize.QuantizeSettings;
import dev.semblance.engine.quantize.Quantizer;
import dev.semblance.search.ingest.DocumentReader;
import dev.semblance.search.ingest.Source;
import dev.semblance.search.ingest.jdk.JdkDocs;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.ModelOption;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.json.Json;
import dev.semblance.server.settings.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Quantizes a float model to int8 and reports the loss of quality.
@Command(
    name = "quantize",
    description = {
      "Quantize a float model to int8 and measure the loss of quality.",
      "",
      "Runs the model on sample texts, collects the input range of every matrix product, decides by"
          + " the drift of the vectors which products stay in bf16, and writes a model folder with"
          + " report.md, report.json and a chart, report.svg.",
      "",
      "Use texts like those the model will embed, but none of the evaluation sets. 'jdk' means the"
          + " documentation comments of the running JDK."
    },
    footer = {
      "",
      "Examples:",
      "  ./semblance quantize --model my/model --calibration notes.jsonl --out my/model-int8",
      "  ./semblance quantize --calibration jdk --out bge-int8 --dataset scifact --sts stsb.tsv",
      "  ./semblance serve --model bge-int8"
    })
public final class QuantizeCommand implements Callable<Integer> {
  /// Samples are drawn from this many times as many texts, so that they are spread over them.
  private static final int SPREAD = 8;

  private final CommandContext context;

  @Mixin private final ModelOption model = new ModelOption();

  @Option(
      names = "--calibration",
      paramLabel = "FILE|DIR|jdk",
      required = true,
      description = "Calibration texts, in any format that 'semblance index' reads.")
  private String calibration = "";

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "512",
      converter = Quantity.CountConverter.class,
      description = "Number of texts; ${DEFAULT-VALUE} by default.")
  private int samples = 512;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; it must not exist.")
  private Path out = Path.of("");

  @Option(
      names = "--dataset",
      paramLabel = "DIR",
      description =
          "Measure nDCG@10 before and after on this set in BEIR format, or MAP on one with"
              + " candidates.jsonl; may be repeated.")
  private List<Path> datasets = List.of();

  @Option(
      names = "--sts",
      paramLabel = "FILE",
      description = "Measure Spearman's correlation before and after; may be repeated.")
  private List<Path> pairs = List.of();

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  public QuantizeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    QuantizationReport report;
    try (ProgressLine progress = context.progress("quantizing", "steps")) {
      QualityCheck quality = new TaskChecks(datasets, pairs, context.engine(), progress);
      report =
          Quantizer.quantize(
              new QuantizeRequest(
                  new ModelFinder(context.engine().places()).find(model.orDefault()),
                  texts(),
                  out,
                  QuantizeSettings.STANDARD.withSamples(samples).withQuality(quality),
                  progress));
    }
    if (json) {
      Path written = out.resolve("report.json");
      context.terminal().out().println(Json.MAPPER.readTree(written.toFile()));
    } else {
      print(report);
    }
    return ExitCode.OK;
  }

  private CalibrationTexts texts() {
    Source source =
        calibration.equals("jdk") ? JdkDocs.ofRunningJdk() : Source.of(Path.of(calibration));
    List<String> texts = new ArrayList<>();
    try (DocumentReader reader = source.first((long) samples * SPREAD).open()) {
      for (ReadResult reading = reader.next(); reading != null; reading = reader.next()) {
        if (reading instanceof Entry(Document document, _)) {
          texts.add(document.passage());
        }
      }
    }
    return new CalibrationTexts(source.name(), texts.iterator());
  }

  private void print(QuantizationReport report) {
    var out = context.terminal().out();
    out.printf(
        Locale.ROOT,
        "wrote    %s: %s of weights, %s before%n",
        this.out,
        ReadableUnits.bytes(report.measurements().size().after()),
        ReadableUnits.bytes(report.measurements().size().before()));
    Drift drift = report.measurements().drift().get("int8");
    if (drift != null) {
      out.printf(
          Locale.ROOT,
          "drift    cosine to float32: mean %.5f, 1st percentile %.5f, worst %.5f%n",
          drift.mean(),
          drift.firstPercentile(),
          drift.worst());
    }
    for (QualityCheck.QualityTask task : report.measurements().tasks()) {
      out.printf(
          Locale.ROOT,
          "quality  %s: %.5f before, %.5f after, loss %.2f %% (difference %+.5f … %+.5f)%n",
          task.name(),
          task.before(),
          task.after(),
          100 * task.loss(),
          task.low(),
          task.high());
    }
    out.printf(
        "%s%n",
        report.passed()
            ? "passed   --encoder-precision auto will use int8"
            : "failed   --encoder-precision auto will not use int8; see report.md");
    out.printf("report   %s%n", this.out.resolve("report.md"));
  }
}
