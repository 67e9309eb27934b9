package dev.semblance.engine.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.QuantizationPlan;
import dev.semblance.engine.onednn.OneDnn;
import dev.semblance.engine.weights.ElementType;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizerTest {
  private static final QuantizeSettings FEW = QuantizeSettings.STANDARD.withSamples(40);

  @TempDir Path folder;
  private ModelFolder model = new ModelFolder("none", Path.of("."));

  @BeforeEach
  void writeModel() throws IOException {
    assumeTrue(
        OneDnn.missing().isEmpty() && OneDnn.instance().isa().exactInt8(),
        "skipped: this machine has no exact int8 products");
    model = TinyBert.write(Files.createDirectory(folder.resolve("tiny")));
  }

  @Test
  void vectorsOfTheWrittenFolderAreClose() {
    QuantizationReport report = quantize(TinyBert.texts(60), FEW);
    Drift drift = report.measurements().drift().getOrDefault("int8", new Drift(0, 0, 0));
    assertThat(drift.mean()).isGreaterThan(0.995);
    assertThat(drift.worst()).isGreaterThan(0.98);
    assertThat(report.passed()).isTrue();
    assertThat(report.decisions().wide()).isEmpty();
    assertThat(report.decisions().products()).hasSize(8);
    assertThat(report.method().calibrated()).isEqualTo(40);
    assertThat(report.measurements().size().after())
        .isLessThan(report.measurements().size().before() / 2);

    var written = new ModelFolder("tiny-int8", folder.resolve("out"));
    assertThat(QuantizationPlan.read(written).passed()).isTrue();
    assertThat(QuantizationPlan.read(written).matmuls()).hasSize(8);
    assertThat(written.json("quantization.json").root().at("/made/texts").textValue())
        .isEqualTo("random words");
    assertThat(written.has("config.json")).isTrue();
    assertThat(written.has("tokenizer.json")).isTrue();
    try (Weights weights = WeightFiles.open(written);
        Weights original = WeightFiles.open(model)) {
      assertThat(weights.names()).isEqualTo(original.names());
      String name = "encoder.layer.1.output.dense.weight";
      assertThat(weights.tensor(name).type()).isEqualTo(ElementType.INT8);
      float[] exact = original.tensor(name).floats();
      float[] codes = weights.tensor(name).floats();
      for (int i = 0; i < exact.length; i++) {
        assertThat(codes[i]).isCloseTo(exact[i], org.assertj.core.data.Offset.offset(0.01f));
      }
    }
  }

  @Test
  void writesTheReportInThreeFormats() throws IOException {
    QualityCheck task =
        (before, after) -> {
          assertThat(before.id()).isEqualTo("tiny");
          assertThat(after.has("quantization.json")).isTrue();
          return List.of(new QualityCheck.QualityTask("toy nDCG@10", 0.5, 0.49, -0.02, 0.001));
        };
    quantize(TinyBert.texts(60), FEW.withQuality(task));
    Path out = folder.resolve("out");
    JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    assertThat(json.at("/drift/int8/mean").doubleValue()).isGreaterThan(0.99);
    assertThat(json.at("/speed/0/milliseconds/int8").doubleValue()).isPositive();
    assertThat(json.at("/tasks/0/name").textValue()).isEqualTo("toy nDCG@10");
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("# tiny in int8", "| toy nDCG@10 | 0.5000 | 0.4900 | 2.00 %", "| int8 | 0.99");
    assertThat(Files.readString(out.resolve("report.svg"))).contains("<svg", "</svg>", "<rect");
  }

  @Test
  void keepsProductsInBfloat16UntilTheGateIsPassed() {
    QuantizationReport report =
        quantize(TinyBert.texts(60), FEW.withGate(new AccuracyGate(0.99999, 0.9999)));
    assertThat(report.decisions().wide()).isNotEmpty();
    var written = new ModelFolder("tiny-int8", folder.resolve("out"));
    assertThat(QuantizationPlan.read(written).matmuls())
        .doesNotContainKeys(report.decisions().wide().toArray(String[]::new));
  }

  @Test
  void refusesTooFewTextsAndLeavesNothingBehind() {
    assertRefused(() -> quantize(TinyBert.texts(5), FEW), "calibration needs at least 10 texts");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("out.partial")).doesNotExist();
  }

  @Test
  void refusesAFolderThatExists() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    assertRefused(() -> quantize(TinyBert.texts(60), FEW), "exists already");
  }

  @Test
  void refusesAModelThatReadsImages() {
    var clip = new ModelFolder("clip", Shared.model("clip"));
    var texts = new CalibrationTexts("random words", TinyBert.texts(60).iterator());
    var request = new QuantizeRequest(clip, texts, folder.resolve("out"), FEW, Progress.SILENT);
    assertThatThrownBy(() -> Quantizer.quantize(request))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED))
        .hasMessageContaining("only encoders of texts are calibrated");
  }

  private QuantizationReport quantize(List<String> texts, QuantizeSettings settings) {
    var calibration = new CalibrationTexts("random words", texts.iterator());
    return Quantizer.quantize(
        new QuantizeRequest(model, calibration, folder.resolve("out"), settings, Progress.SILENT));
  }

  private static void assertRefused(Runnable quantizing, String reason) {
    assertThatThrownBy(quantizing::run)
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INVALID))
        .hasMessageContaining(reason);
  }
}
