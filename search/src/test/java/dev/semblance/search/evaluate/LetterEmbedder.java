package dev.semblance.search.evaluate;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/// An embedder that counts the letters a … z of a text, and records the options of its calls.
final class LetterEmbedder implements Embedder {
  final List<EmbedOptions> asked = new ArrayList<>();

  @Override
  public ModelCard card() {
    return new ModelCard(
        "letters",
        "0",
        ModelCard.Task.Embed.dense("sum"),
        new ModelCard.Shape(26, 512, 26, "float32"),
        Prompts.NONE);
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    asked.add(options);
    List<Embedded> embedded = new ArrayList<>();
    for (Input input : inputs) {
      String text =
          switch (input) {
            case Input.Text(String given) -> given;
            case Input.Tokens _, Input.Image _ -> throw new IllegalArgumentException("only text");
          };
      float[] counts = new float[26];
      text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> counts[c - 'a']++);
      Vectors.normalize(counts);
      embedded.add(Embedded.dense(counts, text.length()));
    }
    return embedded;
  }

  @Override
  public void close() {}
}
