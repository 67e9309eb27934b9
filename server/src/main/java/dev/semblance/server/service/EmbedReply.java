package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.output.Packing;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Cost;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The embeddings of a request, in its order.
///
/// @param model that computed them
/// @param results of the inputs
/// @param cost of the request
/// @param packings of the vectors in the requested precision
/// @param warnings to the client, each a sentence; often none
public record EmbedReply(
    ModelCard model,
    InputResults<Embedded> results,
    Cost cost,
    OutputPackings packings,
    List<String> warnings)
    implements Accounted {

  /// Results of the inputs that could be embedded; at least one.
  public List<Embedded> embedded() {
    return results.values();
  }

  /// The dense vectors of all inputs, in the requested precision.
  public PackedVectors dense() {
    List<float[]> vectors = embedded().stream().map(Embedded::vector).toList();
    return PackedVectors.of(packing(Output.DENSE, vectors.getFirst().length), vectors);
  }

  /// The dense vector of one of its inputs, as a single row.
  public PackedVectors dense(float[] values) {
    return PackedVectors.of(packing(Output.DENSE, values.length), List.of(values));
  }

  /// The vectors of one kind of several, a row each, input after input.
  public PackedVectors rows(Output kind) {
    return PackedVectors.together(
        embedded().stream().map(one -> rows(kind, one.vectors(kind))).toList());
  }

  /// The vectors of one of its inputs, a row each.
  ///
  /// @param kind of the vectors
  public PackedVectors rows(Output kind, Embedding.MultiVector vectors) {
    return PackedVectors.of(packing(kind, vectors.width()), vectors.list());
  }

  private Packing packing(Output kind, int dimensions) {
    return packings.of(kind, dimensions);
  }

  @Override
  public int answered() {
    return embedded().size();
  }

  @Override
  public Stream<Embedded.Timing> timings() {
    return embedded().stream().map(Embedded::timing);
  }

  @Override
  public IntStream lengths() {
    return embedded().stream().mapToInt(Embedded::tokens);
  }
}
