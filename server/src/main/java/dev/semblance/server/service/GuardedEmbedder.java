package dev.semblance.server.service;

import dev.semblance.Chunked;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import java.util.List;

/// An embedder behind a door. *Safe for use by many threads.*
record GuardedEmbedder(Embedder embedder, Door door) implements Embedder {
  @Override
  public ModelCard model() {
    return embedder.model();
  }

  @Override
  public Tokenizer tokenizer() {
    return new GuardedTokenizer(embedder.tokenizer(), door);
  }

  @Override
  public Workload workload() {
    return embedder.workload();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return door.through(() -> embedder.embed(inputs, options));
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return door.through(() -> embedder.embedChunks(texts, chunking, options));
  }

  @Override
  public void close() {
    door.shut();
    embedder.close();
  }
}
