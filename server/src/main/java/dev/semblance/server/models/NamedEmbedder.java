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

/// The open model of a name, as long as its fingerprint is the same. *Safe for use by many
/// threads.*
///
/// @param models where it is looked up at each call
/// @param card of the model when the collection was opened
record NamedEmbedder(ModelRegistry models, ModelCard card) implements Embedder {
  @Override
  public Tokenizer tokenizer() {
    return current().tokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return current().embed(inputs, scheduled(options));
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return current().embedChunks(texts, chunking, scheduled(options));
  }

  /// Does nothing: models belong to the registry.
  @Override
  public void close() {}

  private static EmbedOptions scheduled(EmbedOptions options) {
    return options.with(CurrentRequest.scheduling(options.scheduling()));
  }

  private Embedder current() {
    Model model = models.named(card.id());
    if (!model.card().fingerprint().equals(card.fingerprint())) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model '"
              + card.shownName()
              + "' has another fingerprint than when the collection was opened");
    }
    return switch (model) {
      case Embedder embedder -> embedder;
      case Classifier _ ->
          throw new IllegalStateException(card.id() + " is no embedding model any more");
    };
  }
}
