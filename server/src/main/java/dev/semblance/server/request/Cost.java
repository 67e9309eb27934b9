package dev.semblance.server.request;

import dev.semblance.Chunked;
import dev.semblance.Classifier.Classified;
import dev.semblance.Classifier.Example;
import dev.semblance.Embedded;
import dev.semblance.Input;
import dev.semblance.Reranker.Scored;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/// Cost of a request.
///
/// @param characters code points of the texts, ids of the tokenized inputs, summed; images have
///   none
/// @param tokens read by the encoder, summed
/// @param total nanoseconds from the call to its answer
/// @param timing nanoseconds of the parts, each the mean over the inputs
public record Cost(long characters, long tokens, long total, Embedded.Timing timing) {

  public static Cost ofEmbedding(
      List<? extends Input> inputs, List<Embedded> embedded, long total) {
    return new Cost(
        inputs.stream().mapToLong(Cost::characters).sum(),
        embedded.stream().mapToLong(Embedded::tokens).sum(),
        total,
        mean(embedded.stream().map(Embedded::timing).toList()));
  }

  public static Cost ofChunks(List<? extends Input> inputs, List<Chunked> chunked, long total) {
    return new Cost(
        inputs.stream().mapToLong(Cost::characters).sum(),
        chunked.stream().mapToLong(Chunked::tokens).sum(),
        total,
        mean(chunked.stream().map(Chunked::timing).toList()));
  }

  /// Of several requests with one reply.
  ///
  /// @param total nanoseconds from the first call to the last answer
  public static Cost together(List<Cost> parts, long total) {
    return new Cost(
        parts.stream().mapToLong(Cost::characters).sum(),
        parts.stream().mapToLong(Cost::tokens).sum(),
        total,
        mean(parts.stream().map(Cost::timing).toList()));
  }

  public static Cost ofScoring(List<Example> examples, List<Classified> classified, long total) {
    return new Cost(
        examples.stream().mapToLong(Cost::characters).sum(),
        classified.stream().mapToLong(Classified::tokens).sum(),
        total,
        mean(classified.stream().map(Classified::timing).toList()));
  }

  /// @param query read once for each text
  public static Cost ofRanking(String query, List<String> texts, List<Scored> scored, long total) {
    return new Cost(
        texts.size() * characters(query) + texts.stream().mapToLong(Cost::characters).sum(),
        scored.stream().mapToLong(Scored::tokens).sum(),
        total,
        mean(scored.stream().map(Scored::timing).toList()));
  }

  /// As text-embeddings-inference's headers of HTTP and metadata of gRPC: values by names in lower
  /// case; times in whole milliseconds.
  public SortedMap<String, String> headers() {
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("x-compute-type", "cpu");
    headers.put("x-compute-time", millis(total));
    headers.put("x-compute-characters", Long.toString(characters));
    headers.put("x-compute-tokens", Long.toString(tokens));
    headers.put("x-total-time", millis(total));
    headers.put("x-tokenization-time", millis(timing.tokenize()));
    headers.put("x-queue-time", millis(timing.queue()));
    headers.put("x-inference-time", millis(timing.compute()));
    return headers;
  }

  private static String millis(long nanoseconds) {
    return Long.toString(TimeUnit.NANOSECONDS.toMillis(nanoseconds));
  }

  private static long characters(Input input) {
    return switch (input) {
      case Input.Text(String text) -> characters(text);
      case Input.Tokens(int[] ids) -> ids.length;
      case Input.Image _ -> 0;
    };
  }

  private static long characters(Example example) {
    String pair = example.pair();
    return characters(example.text()) + (pair == null ? 0 : characters(pair));
  }

  private static long characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Embedded.Timing mean(List<Embedded.Timing> timings) {
    return new Embedded.Timing(
        mean(timings, Embedded.Timing::tokenize),
        mean(timings, Embedded.Timing::queue),
        mean(timings, Embedded.Timing::compute));
  }

  private static long mean(List<Embedded.Timing> timings, ToLongFunction<Embedded.Timing> part) {
    return (long) timings.stream().mapToLong(part).average().orElse(0);
  }
}
