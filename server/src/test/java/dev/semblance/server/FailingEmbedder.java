package dev.semblance.server;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import java.util.List;

/// An embedder whose every call throws the same exception. *Safe for use by many threads.*
///
/// @param failure the exception or error
public record FailingEmbedder(Throwable failure) implements Embedder {
  @Override
  public ModelCard card() {
    return new WordEmbedder("refusing").card();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    switch (failure) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalArgumentException(failure);
    }
  }

  @Override
  public void close() {}
}
