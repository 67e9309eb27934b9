package dev.semblance.server.service;

import dev.semblance.Chunked;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.output.Packing;
import java.util.List;
import java.util.stream.IntStream;

/// The windows of a request's texts and their vectors, in its order.
///
/// @param model who made them
/// @param chunked `[b]`, at least one
/// @param cost what they took together
/// @param packings how their vectors leave
/// @param warnings what whoever reads them should know, each a sentence; mostly none
public record ChunkReply(
    ModelCard model, List<Chunked> chunked, Cost cost, Packings packings, List<String> warnings)
    implements Costed {

  /// The vectors of each text, a row each: one for each window, or one alone.
  public List<PackedVectors> vectors() {
    int width = chunked.getFirst().vectors().getFirst().length;
    Packing packing = packings.of(Output.DENSE, width);
    return chunked.stream().map(text -> PackedVectors.of(packing, text.vectors())).toList();
  }

  @Override
  public IntStream lengths() {
    return chunked.stream().mapToInt(Chunked::tokens);
  }
}
