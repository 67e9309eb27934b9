package dev.semblance.server.trace;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.server.WordEmbedder;
import java.util.List;

/// An embedder of words that takes as long as it says it took. *Safe for use by many threads.*
final class SleepyEmbedder implements Embedder {
  private final WordEmbedder words = new WordEmbedder("sleepy");

  @Override
  public ModelCard card() {
    return words.card();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    List<Embedded> embedded = words.embed(inputs, options);
    try {
      Thread.sleep(
          embedded.stream()
              .map(Embedded::timing)
              .mapToLong(one -> (one.tokenize() + one.queue() + one.compute()) / 1_000_000 + 1)
              .sum());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return embedded;
  }

  @Override
  public void close() {}
}
