package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Prompts;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Truncation;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An embedder without a model: each word is a token and adds 1 to one dimension, so that texts
/// with the same words are near each other. Either dense, or sparse with word counts as weights.
/// *Safe for use by many threads.*
public final class WordEmbedder implements Embedder {
  public static final int WIDTH = 64;
  public static final int MAX_TOKENS = 512;

  /// Of the sparse kind; small enough for whole vectors in tests.
  public static final int VOCABULARY = 100;

  private final ModelCard card;
  private final Set<Output> outputs;

  private WordEmbedder(String id, ModelCard.Task task, int vocabulary, Set<Output> outputs) {
    this.card =
        new ModelCard(
            id,
            "f".repeat(63) + id.length() % 10,
            task,
            new ModelCard.Shape(WIDTH, MAX_TOKENS, vocabulary, "float32"),
            new Prompts(Map.of("query", "query: ", "shout", "HEY HEY "), null));
    this.outputs = outputs;
  }

  /// The dense kind.
  public WordEmbedder(String id) {
    this(id, ModelCard.Task.Embed.dense("mean"), 30_000, Set.of(Output.DENSE, Output.TOKENS));
  }

  /// The sparse kind. The id of a word is its hash.
  public static WordEmbedder sparse(String id) {
    Set<Output> sparse = Set.of(Output.SPARSE);
    return new WordEmbedder(
        id,
        new ModelCard.Task.Embed(sparse, "splade", ModelCard.Cut.UNDECLARED),
        VOCABULARY,
        sparse);
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return new CodePointTokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    if (!outputs.containsAll(options.outputs())) {
      throw new SemblanceException(Fault.UNSUPPORTED, "words have only outputs " + outputs);
    }
    return InputFaults.each(inputs.size(), i -> embed(inputs.get(i), options));
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
          case Input.Image _ ->
              throw new SemblanceException(Fault.UNSUPPORTED, "an image has no words");
        };
    List<String> kept = cut(tokens, options.truncation());
    Map<Output, Embedding> embeddings = new EnumMap<>(Output.class);
    for (Output output : options.outputs()) {
      embeddings.put(output, embedding(output, kept, options));
    }
    return new Embedded(
        embeddings,
        kept.size(),
        kept.size() < tokens.size(),
        new Embedded.Timing(2_000_000, 3_000_000, 4_000_000));
  }

  private static Embedding embedding(Output output, List<String> words, EmbedOptions options) {
    return switch (output) {
      case DENSE -> new Embedding.Dense(Vectors.form(sum(words), options.form()));
      case TOKENS, MULTI_VECTOR -> new Embedding.MultiVector(rows(words), WIDTH);
      case SPARSE -> weights(words);
    };
  }

  private static List<String> cut(List<String> tokens, Truncation truncation) {
    int count = tokens.size();
    if (count <= MAX_TOKENS) {
      return tokens;
    }
    return switch (truncation) {
      case REFUSE ->
          throw new SemblanceException(
              Fault.INVALID,
              "`inputs` must have less than " + MAX_TOKENS + " tokens. Given: " + count);
      case RIGHT -> new ArrayList<>(tokens.subList(0, MAX_TOKENS));
      case LEFT -> new ArrayList<>(tokens.subList(count - MAX_TOKENS, count));
    };
  }

  private static int dimension(String word) {
    return Math.floorMod(word.hashCode() * 0x9E3779B1, WIDTH);
  }

  private static float[] sum(List<String> words) {
    float[] vector = new float[WIDTH];
    words.forEach(word -> vector[dimension(word)] += 1);
    return vector;
  }

  private static float[] rows(List<String> words) {
    float[] rows = new float[words.size() * WIDTH];
    for (int row = 0; row < words.size(); row++) {
      rows[row * WIDTH + dimension(words.get(row))] = 1;
    }
    return rows;
  }

  private static Embedding.Sparse weights(List<String> words) {
    SortedMap<Integer, Float> counts = new TreeMap<>();
    words.forEach(word -> counts.merge(Math.floorMod(word.hashCode(), VOCABULARY), 1f, Float::sum));
    int[] ids = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[] weights = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      weights[i] = counts.getOrDefault(ids[i], 0f);
    }
    return new Embedding.Sparse(ids, weights);
  }
}
