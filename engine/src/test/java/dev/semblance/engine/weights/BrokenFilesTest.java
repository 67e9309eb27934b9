package dev.semblance.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every broken weight file of the shared fixtures is refused, with the fault of its table; every
/// intact one opens.
class BrokenFilesTest {
  private static final Pattern OURS =
      Pattern.compile("(safetensors|torch|onnx)/.*|folders/(weights|shard|accepted)-.*");

  /// These two hold a sound file that does not fit the model. The file format cannot show it: the
  /// encoder, which knows the shapes, refuses them.
  private static final List<String> NEEDS_ARCHITECTURE =
      List.of("folders/weights-missing-tensor", "folders/weights-wrong-shape");

  @TestFactory
  Stream<DynamicTest> resultsEqualTheTable() throws IOException {
    Path broken = Shared.fixtures("broken");
    JsonNode cases = new ObjectMapper().readTree(broken.resolve("expected.json").toFile());
    return StreamSupport.stream(cases.spliterator(), false)
        .filter(row -> OURS.matcher(row.get("path").textValue()).matches())
        .map(row -> DynamicTest.dynamicTest(row.get("path").textValue(), () -> check(broken, row)));
  }

  private static void check(Path broken, JsonNode row) {
    String name = row.get("path").textValue();
    Path path = broken.resolve(name);
    if (row.get("must").textValue().equals("accept")) {
      open(path, name);
      return;
    }
    assertThatThrownBy(() -> open(path, name))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BROKEN_MODEL))
        .satisfies(e ->
            assertThat(says(String.valueOf(e.getMessage()), row.get("say").textValue())).isTrue());
  }

  private static void open(Path path, String name) {
    if (!Files.isDirectory(path)) {
      WeightFiles.openFile(path).close();
      return;
    }
    try (Weights weights = WeightFiles.open(new ModelFolder(name, path))) {
      if (NEEDS_ARCHITECTURE.contains(name)) {
        weights.tensor("encoder.layer.0.output.dense.weight");
        weights.tensor("encoder.layer.0.intermediate.dense.weight").expect(16, 8);
      }
      for (String tensor : weights.names()) {
        if (weights.tensor(tensor).type() == ElementType.FLOAT32) {
          weights.tensor(tensor).finite();
        }
      }
    }
  }

  /// Whether a message has the words of a fact in their order; what the table adds in brackets or
  /// after a semicolon is advice, and so is an alternative.
  private static boolean says(String message, String fact) {
    int from = 0;
    for (String word : fact.replaceAll("[(;].*|, .* or onnx.*", "").trim().split("\\s+", -1)) {
      from = message.indexOf(word, from);
      if (from < 0) {
        System.out.println("'" + message + "' does not say '" + fact + "'");
        return false;
      }
      from += word.length();
    }
    return true;
  }
}
