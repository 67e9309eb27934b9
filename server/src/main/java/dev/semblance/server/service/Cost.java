package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.Input;
import java.util.List;
import java.util.function.ToLongFunction;

/// What a request took.
///
/// @param characters code points of the texts, ids of the tokenized inputs, summed
/// @param tokens read by the encoder, summed
/// @param total nanoseconds from the call to its answer
/// @param timing nanoseconds of the parts, each the mean over the inputs
public record Cost(long characters, long tokens, long total, Embedded.Timing timing) {

  static Cost of(List<? extends Input> inputs, List<Embedded> embedded, long total) {
    return new Cost(
        inputs.stream().mapToLong(Cost::characters).sum(),
        embedded.stream().mapToLong(Embedded::tokens).sum(),
        total,
        new Embedded.Timing(
            mean(embedded, Embedded.Timing::tokenize),
            mean(embedded, Embedded.Timing::queue),
            mean(embedded, Embedded.Timing::compute)));
  }

  private static long characters(Input input) {
    return switch (input) {
      case Input.Text(String text) -> text.codePointCount(0, text.length());
      case Input.Tokens(int[] ids) -> ids.length;
    };
  }

  private static long mean(List<Embedded> embedded, ToLongFunction<Embedded.Timing> part) {
    return (long) embedded.stream().map(Embedded::timing).mapToLong(part).average().orElse(0);
  }
}
