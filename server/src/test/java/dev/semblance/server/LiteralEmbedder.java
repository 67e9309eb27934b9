package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Prompts;
import dev.semblance.vector.Vectors;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An embedder without a model: a text is the literal of its vector, numbers separated by spaces.
/// *Safe for use by many threads.*
///
/// @param width of the vectors
public record LiteralEmbedder(int width) implements Embedder {

  /// The literal of a vector.
  public static String text(float[] vector) {
    return IntStream.range(0, vector.length)
        .mapToObj(i -> Float.toString(vector[i]))
        .collect(Collectors.joining(" "));
  }

  @Override
  public ModelCard card() {
    return new ModelCard(
        "literal",
        "5".repeat(64),
        ModelCard.Task.Embed.dense("none"),
        new ModelCard.Shape(width, 10_000, 30_000, "float32"),
        Prompts.NONE);
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return inputs.stream().map(input -> embed(input, options)).toList();
  }

  @Override
  public void close() {}

  private static Embedded embed(Input input, EmbedOptions options) {
    float[] vector =
        switch (input) {
          case Input.Text(String text) -> read(text);
          case Input.Tokens(int[] ids) -> new float[ids.length];
          case Input.Image _ ->
              throw new IllegalArgumentException("an image is not a vector literal");
        };
    return new Embedded(
        Map.of(Output.DENSE, new Embedding.Dense(Vectors.form(vector, options.form()))),
        vector.length,
        false,
        Embedded.Timing.NONE);
  }

  private static float[] read(String text) {
    String[] numbers = text.split(" ", -1);
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.parseFloat(numbers[i]);
    }
    return vector;
  }
}
