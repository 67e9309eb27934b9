package dev.semblance.server.service;

import dev.semblance.Chunked;
import dev.semblance.Embedded;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.output.Packing;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Cost;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The windows of a request's texts and their vectors, in its order.
///
/// @param model that computed them
/// @param results of the texts
/// @param cost of the request
/// @param packings of the vectors in the requested precision
/// @param warnings to the client, each a sentence; often none
public record ChunkReply(
    ModelCard model,
    InputResults<Chunked> results,
    Cost cost,
    OutputPackings packings,
    List<String> warnings)
    implements Accounted {

  /// Results of the texts that could be embedded; at least one.
  public List<Chunked> chunked() {
    return results.values();
  }

  /// The vectors of each of those, a row each: one for each window, or one alone.
  public List<PackedVectors> vectors() {
    int width = chunked().getFirst().vectors().getFirst().length;
    Packing packing = packings.of(Output.DENSE, width);
    return chunked().stream().map(text -> PackedVectors.of(packing, text.vectors())).toList();
  }

  @Override
  public int answered() {
    return chunked().size();
  }

  @Override
  public Stream<Embedded.Timing> timings() {
    return chunked().stream().map(Chunked::timing);
  }

  @Override
  public IntStream lengths() {
    return chunked().stream().mapToInt(Chunked::tokens);
  }
}
