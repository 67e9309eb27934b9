package dev.semblance.engine.quantize;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.encoder.transformer.architecture.Architectures;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.onednn.OneDnn;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import dev.semblance.io.AtomicFile;
import dev.semblance.io.IoReason;
import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes an int8 version of a model, and measures its speed and drift. *Confined to the thread
/// that opened it.*
public final class Quantizer {
  private static final List<String> WEIGHTS =
      List.of("model.*\\.safetensors", "pytorch_model.*\\.bin", "(onnx/)?model\\.onnx.*");

  private final QuantizeRequest request;
  private final ModelSpec spec;
  private final Samples samples;
  private final Vectorizer vectorizer;

  private Quantizer(QuantizeRequest request, int width) {
    this.request = request;
    this.spec = ModelSpec.read(request.model());
    this.samples = Samples.take(spec, request.texts().texts(), request.settings().samples());
    this.vectorizer = new Vectorizer(spec, width, request.settings().threads());
  }

  /// Calibrates, searches a plan, and writes the folder and its report. The folder appears complete
  /// or not at all.
  ///
  /// @throws SemblanceException INVALID when the folder exists or there are too few texts;
  ///   UNSUPPORTED when the native encoder cannot run the model, or int8 not on this CPU;
  ///   BROKEN_MODEL when the model is damaged
  public static QuantizationReport quantize(QuantizeRequest request) {
    Path out = request.out();
    if (Files.exists(out)) {
      throw new SemblanceException(Fault.INVALID, out + " exists already; name a new folder");
    }
    NativeEncoder.refusal(request.model())
        .ifPresent(reason -> {
          throw new SemblanceException(
              Fault.UNSUPPORTED, "model " + request.model().shownName() + ": " + reason);
        });
    if (ModelSpec.read(request.model()).images().isPresent()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model "
              + request.model().id()
              + " reads images too; only encoders of texts are calibrated");
    }
    Path partial = out.resolveSibling(out.getFileName() + ".partial");
    try {
      Trees.delete(partial); // left by an interrupted run
      try {
        Files.createDirectories(partial);
        QuantizationReport report = write(request, partial);
        AtomicFile.move(partial, out);
        return report;
      } finally {
        Trees.delete(partial);
      }
    } catch (IOException e) {
      throw new SemblanceException(Fault.INVALID, out + " cannot be written: " + IoReason.of(e), e);
    }
  }

  private static QuantizationReport write(QuantizeRequest request, Path out) throws IOException {
    try (Weights weights = WeightFiles.open(request.model())) {
      Blueprint blueprint = Architectures.read(request.model().json("config.json"), weights);
      var quantizer = new Quantizer(request, blueprint.sizes().width());
      PlanSearch.SearchedPlan found = quantizer.search(QuantizedProduct.of(blueprint));
      new QuantizedFolder(request.model(), blueprint, weights)
          .write(found.plan(), quantizer.origin(found), out);
      QuantizationReport report = quantizer.report(found, new ModelFolder("quantized", out));
      new ReportFiles(report).write(out);
      return report;
    }
  }

  private PlanSearch.SearchedPlan search(List<QuantizedProduct> products) {
    ModelFolder model = request.model();
    var calibration = CalibrationRanges.run(model, products, vectorizer, samples.calibration());
    return new PlanSearch(model, calibration, vectorizer, samples.heldOut())
        .search(request.settings().gate(), request.progress());
  }

  /// Measures the written folder, opened again.
  private QuantizationReport report(PlanSearch.SearchedPlan found, ModelFolder written)
      throws IOException {
    Map<String, Encoder> encoders = new LinkedHashMap<>();
    try {
      encoders.put("float32", NativeEncoder.open(request.model(), NativePrecision.F32));
      if (OneDnn.instance().isa().bfloat16()) {
        encoders.put("bfloat16", NativeEncoder.open(request.model(), NativePrecision.BF16));
      }
      encoders.put("int8", NativeEncoder.open(written, NativePrecision.INT8));
      return new QuantizationReport(
          request.model().id(),
          method(),
          new QuantizationReport.Measurements(
              new QuantizationReport.ModelSize(weightBytes(request.model()), weightBytes(written)),
              SpeedMeter.measure(
                  encoders, longText(), spec.maxTokens(), request.settings().threads()),
              drifts(encoders),
              request.settings().quality().measure(request.model(), written)),
          decisions(found),
          found.plan().passed());
    } finally {
      encoders.values().forEach(Encoder::close);
    }
  }

  private QuantizationReport.QuantizationMethod method() {
    return new QuantizationReport.QuantizationMethod(
        samples.calibration().size(),
        samples.heldOut().size(),
        request.settings().gate(),
        OneDnn.instance().isa().name() + ", " + request.settings().threads() + " threads");
  }

  private PlanOrigin origin(PlanSearch.SearchedPlan found) {
    return new PlanOrigin(
        request.model().id(),
        request.texts().name(),
        samples.calibration().size(),
        found.rule().describe(),
        found.drift());
  }

  private Map<String, Drift> drifts(Map<String, Encoder> encoders) {
    Map<String, float[][]> vectors = new LinkedHashMap<>();
    encoders.forEach(
        (name, encoder) -> vectors.put(name, vectorizer.vectors(encoder, samples.heldOut())));
    float[][] exact = vectors.remove("float32");
    Map<String, Drift> drifts = new LinkedHashMap<>();
    if (exact != null) {
      vectors.forEach((name, changed) -> drifts.put(name, Drift.between(exact, changed)));
    }
    return drifts;
  }

  private static QuantizationReport.Decisions decisions(PlanSearch.SearchedPlan found) {
    Map<String, Drift> rules = new LinkedHashMap<>();
    found.trials().rules().forEach(trial -> rules.put(trial.rule().describe(), trial.drift()));
    Map<String, Drift> products = new LinkedHashMap<>();
    found.trials().products().forEach(trial -> products.put(trial.product(), trial.drift()));
    return new QuantizationReport.Decisions(found.rule().describe(), rules, products, found.wide());
  }

  private int[] longText() {
    List<Integer> ids = new ArrayList<>();
    for (int[] text : samples.heldOut()) {
      for (int id : text) {
        ids.add(id);
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Bytes of the files that [WeightFiles#open] opens.
  private static long weightBytes(ModelFolder folder) throws IOException {
    for (String kind : WEIGHTS) {
      long bytes = 0;
      try (Stream<Path> files = Files.walk(folder.root(), 2)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = folder.root().relativize(file).toString().replace('\\', '/');
          bytes += name.matches(kind) ? Files.size(file) : 0;
        }
      }
      if (bytes > 0) {
        return bytes;
      }
    }
    return 0;
  }
}
