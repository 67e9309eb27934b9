package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Scheduling;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A [WordEmbedder] that records its calls. *Safe for use by many threads.*
public final class RecordingEmbedder implements Embedder {
  private final Embedder words = new WordEmbedder("words");
  private final List<Scheduling> scheduling = new CopyOnWriteArrayList<>();

  private final List<List<Input>> inputs = new CopyOnWriteArrayList<>();

  /// The inputs of each call so far.
  public List<List<Input>> inputs() {
    return inputs;
  }

  /// The priority and deadline of each call so far.
  public List<Scheduling> scheduling() {
    return scheduling;
  }

  @Override
  public ModelCard card() {
    return words.card();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    scheduling.add(options.scheduling());
    this.inputs.add(List.copyOf(inputs));
    return words.embed(inputs, options);
  }

  @Override
  public void close() {}
}
