package dev.semblance.engine.embed;

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

/// A model that reads queries otherwise than documents. What is asked for with a query's prompt
/// goes one way, all the rest the other. *Safe for use by many threads.*
///
/// @param queries reads queries
/// @param documents reads everything else, and speaks for the model
public record AsymmetricEmbedder(Embedder queries, Embedder documents) implements Embedder {

  @Override
  public ModelCard card() {
    return documents.card();
  }

  @Override
  public Tokenizer tokenizer() {
    return documents.tokenizer();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    return (options.prompt().asks() ? queries : documents).embed(inputs, options);
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return (options.prompt().asks() ? queries : documents).embedChunks(texts, chunking, options);
  }

  @Override
  public Workload workload() {
    Workload both = documents.workload(); // one queue for both sides
    return both.with(both.cache().plus(queries.workload().cache()));
  }

  @Override
  public void close() {
    queries.close();
    documents.close();
  }
}
