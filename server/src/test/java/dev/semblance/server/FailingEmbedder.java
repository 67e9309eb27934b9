package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import java.util.List;

/// An embedder whose every call throws the same exception. *Safe for use by many threads.*
///
/// @param failure the exception
public record FailingEmbedder(RuntimeException failure) implements Embedder {
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
