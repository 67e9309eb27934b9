package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Patience;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An embedder of words that remembers how patient its callers were. *Safe for use by many
/// threads.*
public final class ListeningEmbedder implements Embedder {
  private final Embedder words = new WordEmbedder("words");
  private final List<Patience> heard = new CopyOnWriteArrayList<>();

  /// The patience of each call so far.
  public List<Patience> heard() {
    return heard;
  }

  @Override
  public ModelCard model() {
    return words.model();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    heard.add(options.patience());
    return words.embed(inputs, options);
  }

  @Override
  public void close() {}
}
