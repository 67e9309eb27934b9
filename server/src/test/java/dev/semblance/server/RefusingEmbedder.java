package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import java.util.List;

/// An embedder that always fails in one way. *Safe for use by many threads.*
///
/// @param failure what it throws
public record RefusingEmbedder(RuntimeException failure) implements Embedder {
  @Override
  public ModelCard card() {
    return new WordEmbedder("refusing").card();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    throw failure;
  }

  @Override
  public void close() {}
}
