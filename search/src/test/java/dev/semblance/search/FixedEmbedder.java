package dev.semblance.search;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// An embedder that computes a vector from a text's hash, and counts the texts.
public final class FixedEmbedder implements Embedder {
  private final ModelCard card;
  private final AtomicLong embedded = new AtomicLong();

  public FixedEmbedder(String id, String fingerprint, int dimensions) {
    card =
        new ModelCard(
            id,
            fingerprint,
            ModelCard.Task.Embed.dense("cls"),
            new ModelCard.Shape(dimensions, 512, 1_000, "float32"),
            Prompts.NONE);
  }

  public FixedEmbedder() {
    this("fixed", "f1", 8);
  }

  /// How many texts were embedded so far.
  public long embedded() {
    return embedded.get();
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    embedded.addAndGet(inputs.size());
    return inputs.stream().map(this::embed).toList();
  }

  @Override
  public void close() {}

  /// The vector of a text, length 1.
  public float[] vector(String text) {
    var random = new SplittableRandom(text.hashCode());
    float[] vector = new float[card.shape().dimensions()];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  private Embedded embed(Input input) {
    return switch (input) {
      case Input.Text(String text) -> Embedded.dense(vector(text), 1);
      case Input.Tokens _, Input.Image _ -> throw new AssertionError("an index embeds texts only");
    };
  }
}
