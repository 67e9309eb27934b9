package dev.semblance.server.models;

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

/// An embedder that closes after the last of its running calls. *Safe for use by many threads.*
record RefCountedEmbedder(Embedder embedder, ModelUse use) implements Embedder {
  @Override
  public ModelCard card() {
    return embedder.card();
  }

  @Override
  public Tokenizer tokenizer() {
    return new RefCountedTokenizer(embedder.tokenizer(), use);
  }

  @Override
  public Workload workload() {
    return embedder.workload();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return use.during(() -> embedder.embed(inputs, options));
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return use.during(() -> embedder.embedChunks(texts, chunking, options));
  }

  @Override
  public void close() {
    use.end();
    embedder.close();
  }
}
