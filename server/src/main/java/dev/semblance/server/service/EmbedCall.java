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
/// @param listed whether they came as a list, whatever its length
/// @param options the same for all of them
/// @param form of the embeddings in the reply
public record EmbedCall(
    @Nullable String model,
    List<Input> inputs,
    boolean listed,
    EmbedOptions options,
    ReplyForm form) {

  /// Form of the embeddings in the reply.
  ///
  /// @param precision of dense vectors and token vectors
  /// @param maxActive number of sparse weights, the heaviest; null for all
  public record ReplyForm(Precision precision, @Nullable Integer maxActive) {}

  /// With all sparse weights, not as a list if it is a single input.
  public EmbedCall(
      @Nullable String model, List<Input> inputs, EmbedOptions options, Precision precision) {
    this(model, inputs, inputs.size() != 1, options, new ReplyForm(precision, null));
  }

  /// In float32, as they are computed.
  public EmbedCall(@Nullable String model, List<Input> inputs, EmbedOptions options) {
    this(model, inputs, options, Precision.FLOAT32);
  }

  public Precision precision() {
    return form.precision();
  }

  public @Nullable Integer maxActive() {
    return form.maxActive();
  }

  public EmbedCall withMaxActive(@Nullable Integer changed) {
    return new EmbedCall(model, inputs, listed, options, new ReplyForm(form.precision(), changed));
  }

  public EmbedCall withListed(boolean changed) {
    return new EmbedCall(model, inputs, changed, options, form);
  }
}
