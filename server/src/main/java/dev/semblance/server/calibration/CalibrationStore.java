package dev.semblance.server.calibration;

import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import java.util.List;

/// Where ranges outlast the server that was given them. *Safe for use by many threads.*
public interface CalibrationStore {
  /// What is kept for a model; mostly nothing.
  ///
  /// @throws SemblanceException CORRUPT_INDEX when it cannot be read, or is another model's
  List<OutputRanges> of(ModelCard model);

  /// Takes the place of all that is kept for a model; on disk when it returns.
  ///
  /// @throws SemblanceException INTERNAL when it cannot be written; then what was there stays
  void save(ModelCard model, List<OutputRanges> all);

  /// Keeps nothing.
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
