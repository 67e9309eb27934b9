package dev.semblance.server.calibration;

import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import java.util.List;

/// Persistent storage of quantization ranges. *Safe for use by many threads.*
public interface CalibrationStore {
  /// The ranges stored for a model, often none.
  ///
  /// @throws SemblanceException CORRUPT_INDEX when they cannot be read or are another model's
  List<OutputRanges> of(ModelCard model);

  /// Replaces all ranges of a model; they are on disk when it returns.
  ///
  /// @throws SemblanceException INTERNAL when they cannot be written; the former ranges are kept
  void save(ModelCard model, List<OutputRanges> all);

  /// Stores nothing.
  CalibrationStore NONE =
      new CalibrationStore() {
        @Override
        public List<OutputRanges> of(ModelCard model) {
          return List.of();
        }

        @Override
        public void save(ModelCard model, List<OutputRanges> all) {}
      };
}
