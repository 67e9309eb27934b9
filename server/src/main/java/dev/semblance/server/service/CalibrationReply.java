package dev.semblance.server.service;

import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.request.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ranges that were just stored.
///
/// @param calibration the ranges
/// @param rows number of vectors they were computed from; [Long#MAX_VALUE] where the client gave
///   them
/// @param cost of embedding, or null where nothing was embedded
public record CalibrationReply(OutputRanges calibration, long rows, @Nullable Cost cost) {
  private static final int FEW = 100;

  /// Warnings to the client, each a sentence; often none.
  public List<String> warnings() {
    return rows < FEW
        ? List.of(
            "ranges of %d vectors may not cover further vectors; give %d or more"
                .formatted(rows, FEW))
        : List.of();
  }
}
