package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.PipelineKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Damaged and malicious model folders: each is refused, and the message names the fault.
class BrokenModelsTest {
  @TestFactory
  Stream<DynamicTest> everyBrokenTokenizerIsRefused() {
    Path broken = Shared.shared("fixtures/broken");
    return cases(broken, "tokenizer/")
        .map(one ->
            dynamicTest(
                one.path("path").asText(),
                () -> {
                  Path file = broken.resolve(one.path("path").asText());
                  var folder = new ModelFolder("broken", Objects.requireNonNull(file.getParent()));
                  var spec =
                      new ModelSpec(
                          folder,
                          PipelineKind.DENSE,
                          List.of(new ModuleSpec.Transformer("")),
                          ModelSpec.TextRules.plain(8),
                          ModelSpec.Variants.NONE);
                  SemblanceException refusal = refusal(() -> TextTokenizer.open(spec).close());
                  assertSays(refusal, one.path("say").asText());
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyBrokenFolderIsRefused() {
    Path broken = Shared.shared("fixtures/broken");
    return cases(broken, "folders/")
        .filter(one -> one.path("must").asText().equals("refuse"))
        .map(one ->
            dynamicTest(
                one.path("path").asText(),
                () -> {
                  Path folder = broken.resolve(one.path("path").asText());
                  assertSays(refusal(() -> open(folder).close()), one.path("say").asText());
                }));
  }

  @Test
  void intactFolderIsAccepted() {
    Path folder = Shared.shared("fixtures/broken/folders/accepted-tiny");
    try (Embedder embedder = open(folder)) {
      assertThat(embedder.embed("hello", EmbedOptions.DEFAULT)).hasSize(8);
    }
  }

  @Test
  void folderWithoutTokenizerIsRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource("bert-cls"), temp);
    Files.delete(folder.resolve("tokenizer.json"));
    assertThat(refusal(() -> open(folder).close()).getMessage())
        .contains("tokenizer.json is missing");
  }

  @Test
  void damagedGraphIsRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource("bert-cls"), temp);
    Path graph = folder.resolve("onnx/model.onnx");
    byte[] whole = Files.readAllBytes(graph);
    for (var damage :
        List.of(
            new Damage(new byte[0], "empty"),
            new Damage("<html>sorry</html>".getBytes(StandardCharsets.UTF_8), "not an ONNX model"),
            new Damage(Arrays.copyOf(whole, whole.length / 2), "damaged"))) {
      Files.write(graph, damage.bytes());
      assertThat(refusal(() -> openOnnx(folder).close()).getMessage()).contains(damage.says());
    }
  }

  private record Damage(byte[] bytes, String says) {}

  @Test
  void unknownModulesAndPathsOutsideAreRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource("bert-cls"), temp);
    for (String[] one :
        new String[][] {
          {"[{\"path\":\"\",\"type\":\"sentence_transformers.models.Telepathy\"}]", "'Telepathy'"},
          {"[{\"path\":\"\",\"type\":\"os.system\"}]", "'os.system'"},
          {"{}", "must be a list"},
          {
            "[{\"path\":\"../../x\",\"type\":\"sentence_transformers.models.Transformer\"}]",
            "must stay inside the model folder"
          },
          {"[{\"path\":\"\"", "not JSON"}
        }) {
      Files.writeString(folder.resolve("modules.json"), one[0]);
      assertThat(refusal(() -> open(folder).close()).getMessage()).contains(one[1]);
    }
  }

  @Test
  void messageForAMissingModelNamesThePullCommand() {
    SemblanceException refusal =
        refusal(() -> Engine.open("no/such-model", Shared.packaged()).close());
    assertThat(refusal.fault()).isEqualTo(Fault.NOT_FOUND);
    assertThat(refusal.getMessage()).contains("no/such-model", "semblance models pull");
  }

  private static Embedder open(Path folder) {
    return Engine.open(folder.toString(), Shared.packaged());
  }

  private static Embedder openOnnx(Path folder) {
    return Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.ONNX));
  }

  private static Stream<JsonNode> cases(Path broken, String prefix) {
    List<JsonNode> cases = new ArrayList<>();
    json(broken.resolve("expected.json"))
        .forEach(one -> {
          if (one.path("path").asText().startsWith(prefix)) {
            cases.add(one);
          }
        });
    return cases.stream();
  }

  private static SemblanceException refusal(Runnable opening) {
    try {
      opening.run();
    } catch (SemblanceException e) {
      return e;
    }
    throw new AssertionError("was accepted");
  }

  /// The message has the words of the table's first clause in their order.
  private static void assertSays(SemblanceException refusal, String say) {
    assertThat(refusal.fault()).isIn(Set.of(Fault.BROKEN_MODEL, Fault.UNSUPPORTED));
    String clause = say.replaceAll("\\.\\.\\..*|[;(].*", "").toLowerCase(Locale.ROOT);
    // The one row that tells what to compare instead of what to say.
    String fact = clause.startsWith("tensor shapes do not match") ? "has shape expected" : clause;
    String words = fact.replaceAll("[^\\p{L}\\p{N}_.'-]+", " ").strip();
    assertThat(refusal.getMessage().toLowerCase(Locale.ROOT))
        .matches("(?s).*" + words.replace(".", "\\.").replace(" ", ".*") + ".*");
  }
}
