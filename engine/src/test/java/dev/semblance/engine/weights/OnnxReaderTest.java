package dev.semblance.engine.weights;

import static dev.semblance.engine.weights.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.model.ModelFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bge-small-en-v1.5,30522,384,12", "bge-small-zh-v1.5,21128,512,4"})
  void restoresNamesOfPackagedModels(String model, int vocabulary, int width, int layers) {
    var packaged = new ModelFolder(model, Shared.packaged(model));
    try (Weights weights = WeightFiles.open(packaged)) {
      assertThat(weights.names()).containsExactlyInAnyOrderElementsOf(bertNames(layers));
      weights.tensor("embeddings.word_embeddings.weight").expect(vocabulary, width);
      String layer = "encoder.layer." + (layers - 1) + ".";
      Tensor up = weights.tensor(layer + "intermediate.dense.weight").expect(4L * width, width);
      assertThat(up.layout()).isEqualTo(Layout.COLUMN_MAJOR);
      weights.tensor(layer + "output.dense.weight").expect(width, 4L * width).finite();
    }
  }

  private static List<String> bertNames(int layers) {
    List<String> modules = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      for (String module :
          List.of(
              "attention.self.query",
              "attention.self.key",
              "attention.self.value",
              "attention.output.dense",
              "attention.output.LayerNorm",
              "intermediate.dense",
              "output.dense",
              "output.LayerNorm")) {
        modules.add("encoder.layer." + i + "." + module);
      }
    }
    modules.add("embeddings.LayerNorm");
    List<String> names = new ArrayList<>();
    for (String module : modules) {
      names.add(module + ".weight");
      names.add(module + ".bias");
    }
    names.add("embeddings.word_embeddings.weight");
    names.add("embeddings.position_embeddings.weight");
    names.add("embeddings.token_type_embeddings.weight");
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "bert-cls,onnx/model.onnx,model.,",
    "bge-m3-like,onnx/model.onnx,model.,",
    "cross-encoder-bert,onnx/model.onnx,model.,",
    "clip,onnx/text_model.onnx,model.,text_",
    "clip,onnx/vision_model.onnx,model.,visi"
  })
  void equalsTheSafetensorsOfTheSameModel(String model, String graph, String prefix, String part) {
    Path path = Shared.fixtures("models").resolve(model);
    try (Weights exported = WeightFiles.openFile(path.resolve(graph));
        Weights original = WeightFiles.open(new ModelFolder(model, path))) {
      int compared = 0;
      for (String name : original.names()) {
        if (exported.names().contains(prefix + name)) {
          Tensor tensor = original.tensor(name);
          assertThat(exported.tensor(prefix + name).expect(tensor.shape()).floats())
              .as(name)
              .isEqualTo(tensor.floats());
          compared++;
        } else if (part == null ? !name.contains("pooler") : name.startsWith(part)) {
          assertThat(name).as("missing from %s", exported.names()).contains("position_ids");
        }
      }
      assertThat(compared).isGreaterThan(25);
    }
  }

  @Test
  void readsAllEncodingsOfNumbers() throws IOException {
    byte[] floats =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(-2).array();
    var packed = new Proto().number(1, 2).number(2, 1).text(8, "a.packed").bytes(4, floats);
    var half =
        new Proto()
            .bytes(1, new byte[] {1})
            .number(2, 10)
            .text(8, "a.half")
            .bytes(5, new byte[] {(byte) 0x80, (byte) 0x70});
    var strings = new Proto().number(1, 1).number(2, 8).text(8, "a.text").text(6, "x");
    Path file = write(new Proto().message(5, packed).message(5, half).message(5, strings));
    try (Weights weights = WeightFiles.openFile(file)) {
      assertThat(weights.names()).containsExactly("a.packed", "a.half");
      assertThat(weights.tensor("a.packed").expect(2).floats()).containsExactly(1, -2);
      assertThat(weights.tensor("a.half").expect(1).floats())
          .containsExactly(Float.float16ToFloat((short) 0x3800));
    }
  }

  @Test
  void namesMatricesByModule() throws IOException {
    var graph =
        new Proto()
            .message(5, matrix("onnx::MatMul_1", 2, 3))
            .message(5, matrix("head.weight", 3, 2))
            .message(5, matrix("head.bias", 3))
            .message(1, node("MatMul", "/a/layer.0/b/MatMul", "x", "onnx::MatMul_1"))
            .message(
                1,
                node("Gemm", "/head/Gemm", "y", "head.weight")
                    .message(5, new Proto().text(1, "transB").number(3, 1)))
            .message(1, node("Identity", "Identity_1", "head.bias").text(2, "tail.bias"));
    try (Weights weights = WeightFiles.openFile(write(graph))) {
      assertThat(weights.names())
          .containsExactlyInAnyOrder(
              "head.a.layer.0.b.weight", "head.weight", "head.bias", "tail.bias");
      weights.tensor("head.a.layer.0.b.weight").expect(3, 2);
      assertThat(weights.tensor("head.weight").expect(3, 2).layout()).isEqualTo(Layout.ROW_MAJOR);
    }
  }

  @Test
  void readsExternalDataInsideTheFolderOnly() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[] {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3F});
    try (Weights weights = WeightFiles.openFile(write(external("weights.bin", "4")))) {
      assertThat(weights.tensor("a.w").floats()).containsExactly(1);
    }
    assertRefused(write(external("weights.bin", "5")), "the file has 8");
    assertRefused(write(external("weights.bin", "-4")), "external data has offset '-4'");
    assertRefused(write(external("../weights.bin", "4")), "must stay inside the model folder");
    assertRefused(write(external("/weights.bin", "4")), "must stay inside the model folder");
    assertRefused(write(external("other.bin", "4")), "other.bin is missing");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertRefused(Files.write(folder.resolve("m.onnx"), new byte[0]), "model is empty");
    assertRefused(Files.writeString(folder.resolve("m.onnx"), "<html>"), "is not an ONNX model");
    assertRefused(Files.write(folder.resolve("m.onnx"), new byte[] {8, 7}), "it has no graph");
    byte[] sound = Files.readAllBytes(write(new Proto().message(5, matrix("a.b", 2, 2))));
    Path cut = Files.write(folder.resolve("m.onnx"), java.util.Arrays.copyOf(sound, 20));
    assertRefused(cut, "truncated or damaged");
    assertRefused(
        write(new Proto().message(1, node("Frobnicate", "f").text(7, "example.unknown"))),
        "operator Frobnicate is unknown");
    assertRefused(write(new Proto().message(5, matrix("a.b", -1))), "negative dimension");
    assertRefused(
        write(new Proto().message(5, matrix("a.b")).message(5, matrix("a.b"))),
        "duplicate tensor name 'a.b'");
  }

  private Path write(Proto graph) throws IOException {
    byte[] model = new Proto().number(1, 8).message(7, graph).toBytes();
    return Files.write(folder.resolve("model.onnx"), model);
  }

  private static Proto matrix(String name, long... shape) {
    var tensor = new Proto();
    long elements = 1;
    for (long size : shape) {
      tensor.number(1, size);
      elements *= Math.abs(size);
    }
    return tensor.number(2, 1).text(8, name).bytes(9, new byte[(int) elements * Float.BYTES]);
  }

  private static Proto node(String operator, String name, String... inputs) {
    var node = new Proto();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(3, name).text(4, operator);
  }

  private static Proto external(String location, String offset) {
    return new Proto()
        .message(
            5,
            new Proto()
                .number(1, 1)
                .number(2, 1)
                .text(8, "a.w")
                .message(13, new Proto().text(1, "location").text(2, location))
                .message(13, new Proto().text(1, "offset").text(2, offset))
                .number(14, 1));
  }
}
