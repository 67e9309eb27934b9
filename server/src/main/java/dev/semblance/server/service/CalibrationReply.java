package dev.semblance.server.service;

import dev.semblance.server.calibration.OutputRanges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ranges that were just kept.
///
/// @param calibration the ranges
/// @param rows how many vectors they were seen in; [Long#MAX_VALUE] where somebody else knows
/// @param cost what embedding took, or null where nothing was embedded
public record CalibrationReply(OutputRanges calibration, long rows, @Nullable Cost cost) {
  private static final int FEW = 100;

  /// What whoever uses them should know, each a sentence; mostly none.
  public List<String> warnings() {
    return rows < FEW
        ? List.of(
            "ranges of %d vectors tell little about the next one; give %d or more"
                .formatted(rows, FEW))
        : List.of();
  }
}
