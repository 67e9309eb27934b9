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

/// An embedder for a model that reads queries and documents differently. Calls with a query's
/// prompt go to one embedder, all others to the other. *Safe for use by many threads.*
///
/// @param queries embeds queries
/// @param documents embeds everything else, and gives the model's card and tokenizer
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
    return (options.prompt().isQuery() ? queries : documents).embed(inputs, options);
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return (options.prompt().isQuery() ? queries : documents).embedChunks(texts, chunking, options);
  }

  @Override
  public Workload workload() {
    Workload workload = documents.workload(); // both share one queue
    return workload.with(workload.cache().plus(queries.workload().cache()));
  }

  @Override
  public void close() {
    queries.close();
    documents.close();
  }
}
