package dev.semblance.search.evaluate;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.Priority;
import dev.semblance.Progress;
import dev.semblance.Prompt;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Embeds many texts, those of one length together. *One thread at a time.*
///
/// @param progress gets the texts done, for each list from 0
record TextEmbedder(Embedder embedder, Progress progress) {
  private static final int SLICE = 512;

  /// Queries get the query's prompt, and wait when a user's request would be refused.
  static final EmbedOptions QUERIES = EmbedOptions.QUERY.with(Priority.BULK);

  static final EmbedOptions PASSAGES = EmbedOptions.PASSAGES;

  /// Sentences to compare get no prompt.
  static final EmbedOptions SENTENCES = EmbedOptions.PASSAGES.with(new Prompt.None());

  /// One vector `[k]` for each text, in their order.
  float[][] embed(List<String> texts, EmbedOptions options) {
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> texts.get(i).length()).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    float[][] vectors = new float[order.length][];
    for (int start = 0; start < order.length; start += SLICE) {
      int stop = Math.min(start + SLICE, order.length);
      List<Input> slice =
          IntStream.range(start, stop).mapToObj(i -> Input.of(texts.get(order[i]))).toList();
      List<Embedded> embedded = embedder.embed(slice, options);
      for (int i = start; i < stop; i++) {
        vectors[order[i]] = embedded.get(i - start).vector();
      }
      progress.at(stop, order.length);
    }
    return vectors;
  }
}
