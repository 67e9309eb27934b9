package dev.semblance.server.grpc;

import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.Prompt;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.server.request.Cost;
import org.jspecify.annotations.Nullable;
import tei.v1.Metadata;
import tei.v1.TruncationDirection;

/// Options that messages of `tei.v1` share.
final class TeiOptions {
  private TeiOptions() {}

  /// @param promptName null for the model's default prompt
  static EmbedOptions embed(
      boolean truncate, TruncationDirection side, @Nullable String promptName) {
    return EmbedOptions.DEFAULT
        .with(prompt(promptName))
        .with(truncation(truncate, side))
        .with(CallDeadline.of(Priority.INTERACTIVE));
  }

  static ScoreOptions score(boolean truncate, TruncationDirection side, boolean raw) {
    return new ScoreOptions(raw, truncation(truncate, side), CallDeadline.of(Priority.INTERACTIVE));
  }

  /// @param name null for the model's default prompt
  static Prompt prompt(@Nullable String name) {
    return name == null ? new Prompt.Default() : new Prompt.Named(name);
  }

  static Metadata metadata(Cost cost) {
    return Metadata.newBuilder()
        .setComputeChars((int) cost.characters())
        .setComputeTokens((int) cost.tokens())
        .setTotalTimeNs(cost.total())
        .setTokenizationTimeNs(cost.timing().tokenize())
        .setQueueTimeNs(cost.timing().queue())
        .setInferenceTimeNs(cost.timing().compute())
        .build();
  }

  private static Truncation truncation(boolean truncate, TruncationDirection side) {
    Truncation truncation =
        switch (side) {
          case TRUNCATION_DIRECTION_RIGHT -> Truncation.RIGHT;
          case TRUNCATION_DIRECTION_LEFT -> Truncation.LEFT;
          case UNRECOGNIZED ->
              throw new SemblanceException(
                  Fault.INVALID, "`truncation_direction` must be 0 (right) or 1 (left)");
        };
    return truncate ? truncation : Truncation.REFUSE;
  }
}
