package dev.semblance.search;

import dev.semblance.Chunked;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An embedder of words: each word counts in one of the dimensions, and one word is one token. It
/// cuts texts by the words.
final class ChunkingEmbedder implements Embedder {
  static final int DIMENSIONS = 64;
  private static final int MAX_TOKENS = 20;

  @Override
  public ModelCard card() {
    return new ModelCard(
        "words",
        "w1",
        ModelCard.Task.Embed.dense("mean"),
        new ModelCard.Shape(DIMENSIONS, MAX_TOKENS, 1_000, "float32"),
        Prompts.NONE);
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    List<Embedded> results = new ArrayList<>();
    for (Input input : inputs) {
      String[] words = input instanceof Input.Text(String text) ? text.split(" ") : new String[0];
      int count = Math.min(words.length, MAX_TOKENS);
      Embedded embedded = Embedded.dense(vector(List.of(words).subList(0, count)), count);
      results.add(words.length > count ? embedded.asTruncated() : embedded);
    }
    return results;
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return texts.stream()
        .map(text -> chunked(text, Math.min(chunking.tokens(), MAX_TOKENS)))
        .toList();
  }

  @Override
  public void close() {}

  private static Chunked chunked(String text, int tokens) {
    String[] words = text.split(" ");
    List<Chunked.Chunk> chunks = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    int start = 0;
    for (int from = 0; from < words.length; from += tokens) {
      List<String> chunk = List.of(words).subList(from, Math.min(from + tokens, words.length));
      String piece = String.join(" ", chunk);
      int end = start + piece.codePointCount(0, piece.length());
      chunks.add(new Chunked.Chunk(start, end, chunk.size()));
      vectors.add(vector(chunk));
      start = end + 1;
    }
    return new Chunked(chunks, vectors, words.length, Embedded.Timing.NONE);
  }

  private static float[] vector(List<String> words) {
    float[] vector = new float[DIMENSIONS];
    for (String word : words) {
      String bare = word.toLowerCase(Locale.ROOT).replaceAll("[.?!]", "");
      vector[Math.floorMod(bare.hashCode(), DIMENSIONS)]++;
    }
    return vector;
  }
}
