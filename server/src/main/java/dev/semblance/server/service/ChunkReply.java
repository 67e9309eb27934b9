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
/// @param results what became of each text
/// @param cost what they took together
/// @param packings how their vectors leave
/// @param warnings what whoever reads them should know, each a sentence; mostly none
public record ChunkReply(
    ModelCard model,
    InputResults<Chunked> results,
    Cost cost,
    OutputPackings packings,
    List<String> warnings)
    implements Accounted {

  /// What was made of the texts that could be embedded; at least one.
  public List<Chunked> chunked() {
    return results.made();
  }

  /// The vectors of each of those, a row each: one for each window, or one alone.
  public List<PackedVectors> vectors() {
    int width = chunked().getFirst().vectors().getFirst().length;
    Packing packing = packings.of(Output.DENSE, width);
    return chunked().stream().map(text -> PackedVectors.of(packing, text.vectors())).toList();
  }

  @Override
  public IntStream lengths() {
    return chunked().stream().mapToInt(Chunked::tokens);
  }
}
