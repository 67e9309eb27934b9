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

/// An embedder whose calls are counted, and that closes after the last of them. *Safe for use by
/// many threads.*
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
    return use.during(() -> {
      long came = System.nanoTime();
      List<Embedded> answers = embedder.embed(inputs, options);
      tell(
          came,
          answers.stream().map(Embedded::timing),
          answers.stream().mapToLong(Embedded::tokens));
      return answers;
    });
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    return use.during(() -> {
      long came = System.nanoTime();
      List<Chunked> answers = embedder.embedChunks(texts, chunking, options);
      tell(
          came, answers.stream().map(Chunked::timing), answers.stream().mapToLong(Chunked::tokens));
      return answers;
    });
  }

  @Override
  public void close() {
    use.end();
    embedder.close();
  }

  private void tell(long came, Stream<Embedded.Timing> timings, LongStream tokens) {
    CurrentRequest.trace()
        .called(() -> ModelCall.answered(card().id(), came, timings.toList(), tokens.sum()));
  }
}
