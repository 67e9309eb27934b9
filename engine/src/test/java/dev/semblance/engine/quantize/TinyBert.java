package dev.semblance.engine.quantize;

import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.weights.ElementType;
import dev.semblance.engine.weights.Layout;
import dev.semblance.engine.weights.SafetensorsWriter;
import dev.semblance.engine.weights.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A BERT of two layers with random weights, and texts of its vocabulary.
final class TinyBert {
  static final long SEED = 20_260_101;
  private static final int WIDTH = 32;
  private static final int INNER = 64;
  private static final int WORDS = 40;
  private static final int POSITIONS = 64;

  private final Random random = new Random(SEED);
  private final List<Tensor> tensors = new ArrayList<>();

  private TinyBert() {}

  /// @param folder empty
  static ModelFolder write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "bert", "hidden_size": %d, "num_attention_heads": 4, "hidden_act": "gelu",
         "intermediate_size": %d, "num_hidden_layers": 2, "vocab_size": %d,
         "max_position_embeddings": %d, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
        """
            .formatted(WIDTH, INNER, WORDS + 3, POSITIONS));
    var vocabulary = new StringBuilder("\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2");
    for (int i = 0; i < WORDS; i++) {
      vocabulary.append(", \"w%d\": %d".formatted(i, i + 3));
    }
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
         "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "decoder": null,
         "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
         "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {%s}}}
        """
            .formatted(vocabulary));
    SafetensorsWriter.write(folder.resolve("model.safetensors"), new TinyBert().tensors());
    return new ModelFolder("tiny", folder);
  }

  /// Texts of 3 to 40 words.
  static List<String> texts(int count) {
    var random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var text = new StringBuilder();
      for (int words = 3 + random.nextInt(38); words > 0; words--) {
        text.append('w').append(random.nextInt(WORDS)).append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private List<Tensor> tensors() {
    table("embeddings.word_embeddings.weight", 1, WORDS + 3, WIDTH);
    table("embeddings.position_embeddings.weight", 1, POSITIONS, WIDTH);
    table("embeddings.token_type_embeddings.weight", 1, 2, WIDTH);
    norm("embeddings.LayerNorm");
    for (int i = 0; i < 2; i++) {
      String layer = "encoder.layer." + i + ".";
      for (String name : List.of("self.query", "self.key", "self.value", "output.dense")) {
        linear(layer + "attention." + name, WIDTH, WIDTH);
      }
      norm(layer + "attention.output.LayerNorm");
      linear(layer + "intermediate.dense", INNER, WIDTH);
      linear(layer + "output.dense", WIDTH, INNER);
      norm(layer + "output.LayerNorm");
    }
    table("pooler.dense.weight", 1, WIDTH, WIDTH);
    return tensors;
  }

  private void linear(String name, int out, int in) {
    table(name + ".weight", 1 / Math.sqrt(in), out, in);
    table(name + ".bias", 0.1, out);
  }

  private void norm(String name) {
    float[] ones = new float[WIDTH];
    java.util.Arrays.fill(ones, 1);
    tensors.add(tensor(name + ".weight", ones, WIDTH));
    table(name + ".bias", 0.1, WIDTH);
  }

  private void table(String name, double deviation, long... shape) {
    int size = 1;
    for (long each : shape) {
      size *= (int) each;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    tensors.add(tensor(name, values, shape));
  }

  private static Tensor tensor(String name, float[] values, long... shape) {
    return new Tensor(
        name, ElementType.FLOAT32, shape, Layout.ROW_MAJOR, MemorySegment.ofArray(values));
  }
}
