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
import dev.semblance.server.request.CurrentRequest;
import dev.semblance.server.trace.ModelCall;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// An embedder whose calls are recorded in the trace of the request they are made for. *Safe for
/// use by many threads.*
record TracedEmbedder(Embedder embedder) implements Embedder {
  @Override
  public ModelCard card() {
    return embedder.card();
  }

  @Override
  public Tokenizer tokenizer() {
    return embedder.tokenizer();
  }

  @Override
  public Workload workload() {
    return embedder.workload();
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    long start = System.nanoTime();
    List<Embedded> embedded = embedder.embed(inputs, options);
    record(
        start,
        embedded.stream().map(Embedded::timing),
        embedded.stream().mapToLong(Embedded::tokens));
    return embedded;
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    long start = System.nanoTime();
    List<Chunked> chunked = embedder.embedChunks(texts, chunking, options);
    record(
        start, chunked.stream().map(Chunked::timing), chunked.stream().mapToLong(Chunked::tokens));
    return chunked;
  }

  @Override
  public void close() {
    embedder.close();
  }

  private void record(long start, Stream<Embedded.Timing> timings, LongStream tokens) {
    CurrentRequest.trace()
        .called(() -> ModelCall.answered(card().id(), start, timings.toList(), tokens.sum()));
  }
}
