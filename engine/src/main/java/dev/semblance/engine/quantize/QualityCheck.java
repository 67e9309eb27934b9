package dev.semblance.engine.quantize;

import dev.semblance.engine.model.ModelFolder;
import java.util.List;

/// Measures task quality, such as retrieval, before and after quantization. Implemented where data
/// sets are available.
@FunctionalInterface
public interface QualityCheck {
  /// Measures nothing.
  QualityCheck NONE = (_, _) -> List.of();

  /// @param before the original model, to run in float32
  /// @param after the folder just written, to run in int8
  List<QualityTask> measure(ModelFolder before, ModelFolder after);

  /// One data set's result.
  ///
  /// @param name of data set and measure, such as `scifact nDCG@10`
  /// @param before in float32
  /// @param after in int8
  /// @param low lower end of the 95 % interval of `after − before`
  /// @param high upper end
  record QualityTask(String name, double before, double after, double low, double high) {
    /// Loss relative to `before`; negative for a gain.
    public double loss() {
      return before == 0 ? 0 : (before - after) / before;
    }
  }
}
