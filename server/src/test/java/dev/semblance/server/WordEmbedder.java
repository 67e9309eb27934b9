package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Prompts;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Truncation;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An embedder without a model: each word adds 1 at a place of its own, a word is a token, and
/// texts with the same words are near each other. *Safe for use by many threads.*
public final class WordEmbedder implements Embedder {
  public static final int WIDTH = 64;
  public static final int MAX_TOKENS = 512;

  private final ModelCard card;

  public WordEmbedder(String id) {
    this.card =
        new ModelCard(
            id,
            "f".repeat(63) + id.length() % 10,
            ModelCard.Task.Embed.dense("mean"),
            new ModelCard.Shape(WIDTH, MAX_TOKENS, 30_000, "float32"),
            new Prompts(Map.of("query", "query: ", "shout", "HEY HEY "), null));
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return new CodePointTokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    if (!options.outputs().equals(Set.of(Output.DENSE))) {
      throw new SemblanceException(Fault.UNSUPPORTED, "words make " + Output.DENSE + " alone");
    }
    return inputs.stream().map(input -> embed(input, options)).toList();
  }

  @Override
  public void close() {}

  private Embedded embed(Input input, EmbedOptions options) {
    List<String> tokens =
        switch (input) {
          case Input.Text(String text) ->
              List.of(
                  (card.prompts().prefix(options.prompt()) + text)
                      .toLowerCase(Locale.ROOT)
                      .split("[^\\p{L}\\p{N}]+"));
          case Input.Tokens(int[] ids) -> Arrays.stream(ids).mapToObj(Integer::toString).toList();
        };
    List<String> kept = cut(tokens, options.truncation());
    boolean truncated = kept.size() < tokens.size();
    return new Embedded(
        Map.of(Output.DENSE, new Embedding.Dense(Vectors.form(sum(kept), options.form()))),
        kept.size(),
        truncated,
        new Embedded.Timing(2_000_000, 3_000_000, 4_000_000));
  }

  private static List<String> cut(List<String> tokens, Truncation truncation) {
    int given = tokens.size();
    if (given <= MAX_TOKENS) {
      return tokens;
    }
    return switch (truncation) {
      case REFUSE ->
          throw new SemblanceException(
              Fault.INVALID,
              "`inputs` must have less than " + MAX_TOKENS + " tokens. Given: " + given);
      case RIGHT -> new ArrayList<>(tokens.subList(0, MAX_TOKENS));
      case LEFT -> new ArrayList<>(tokens.subList(given - MAX_TOKENS, given));
    };
  }

  private static float[] sum(List<String> words) {
    float[] vector = new float[WIDTH];
    for (String word : words) {
      vector[Math.floorMod(word.hashCode() * 0x9E3779B1, WIDTH)] += 1;
    }
    return vector;
  }
}
