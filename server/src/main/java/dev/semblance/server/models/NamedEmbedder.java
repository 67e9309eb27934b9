package dev.semblance.server.models;

import dev.semblance.Chunked;
import dev.semblance.Chunking;
import dev.semblance.Classifier;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.server.request.CurrentRequest;
import java.util.List;

/// Whatever open model has a name, as long as it is the one it was. *Safe for use by many threads.*
///
/// @param models where it is looked up, at each call
/// @param card what it was
record NamedEmbedder(ModelRegistry models, ModelCard card) implements Embedder {
  @Override
  public Tokenizer tokenizer() {
    return now().tokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return now().embed(inputs, scheduled(options));
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return now().embedChunks(texts, chunking, scheduled(options));
  }

  /// Models belong to the server.
  @Override
  public void close() {}

  private static EmbedOptions scheduled(EmbedOptions options) {
    return options.with(CurrentRequest.scheduling(options.scheduling()));
  }

  private Embedder now() {
    Model now = models.named(card.id());
    if (!now.card().fingerprint().equals(card.fingerprint())) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "model '" + card.id() + "' is another one than it was");
    }
    return switch (now) {
      case Embedder embedder -> embedder;
      case Classifier _ -> throw new IllegalStateException(card.id() + " embeds no more");
    };
  }
}
