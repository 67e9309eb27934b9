package dev.semblance.engine.quantize;

import dev.semblance.engine.model.ModelFolder;
import java.util.List;

/// Measures what a model is for, such as retrieval, before and after it was quantized. Implemented
/// by whoever has data sets.
@FunctionalInterface
public interface QualityCheck {
  /// Measures nothing.
  QualityCheck NONE = (_, _) -> List.of();

  /// @param before the model as it was, to be run in float32
  /// @param after the folder just written, to be run in int8
  List<QualityTask> measure(ModelFolder before, ModelFolder after);

  /// One data set's result.
  ///
  /// @param name of data set and measure, such as `scifact nDCG@10`
  /// @param before in float32
  /// @param after in int8
  /// @param low lower end of the 95 % interval of `after − before`
  /// @param high upper end
  record QualityTask(String name, double before, double after, double low, double high) {
    /// Loss relative to before; negative where it gained.
    public double loss() {
      return before == 0 ? 0 : (before - after) / before;
    }
  }
}
