package dev.semblance.server.service;

import dev.semblance.EmbedOptions;
import dev.semblance.Input;
import dev.semblance.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request for embeddings.
///
/// @param model the name the client gave, or null
/// @param inputs `[b]`
/// @param options the same for all of them
/// @param precision of dense vectors and token vectors in the reply
/// @param maxActive number of sparse weights in the reply, the heaviest; null for all
public record EmbedCall(
    @Nullable String model,
    List<Input> inputs,
    EmbedOptions options,
    Precision precision,
    @Nullable Integer maxActive) {

  /// With all sparse weights.
  public EmbedCall(
      @Nullable String model, List<Input> inputs, EmbedOptions options, Precision precision) {
    this(model, inputs, options, precision, null);
  }

  /// In float32, as they are computed.
  public EmbedCall(@Nullable String model, List<Input> inputs, EmbedOptions options) {
    this(model, inputs, options, Precision.FLOAT32);
  }

  public EmbedCall withMaxActive(@Nullable Integer changed) {
    return new EmbedCall(model, inputs, options, precision, changed);
  }
}
