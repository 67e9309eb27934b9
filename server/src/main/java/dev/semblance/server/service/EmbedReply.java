package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.ModelCard;
import java.util.List;
import java.util.stream.IntStream;

/// The embeddings of a request, in its order.
///
/// @param model who made them
/// @param embedded `[b]`
/// @param cost what they took together
public record EmbedReply(ModelCard model, List<Embedded> embedded, Cost cost) implements Costed {
  @Override
  public IntStream lengths() {
    return embedded.stream().mapToInt(Embedded::tokens);
  }
}
