package dev.semblance.server.service;

import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Precision;
import dev.semblance.SemblanceException;
import dev.semblance.server.output.Packing;

/// How the vectors of one model leave in one precision. *Safe for use by many threads.*
public final class Packings {
  private final Calibrations calibrations;
  private final ModelCard model;
  private final Precision precision;

  Packings(Calibrations calibrations, ModelCard model, Precision precision) {
    this.calibrations = calibrations;
    this.model = model;
    this.precision = precision;
  }

  public Precision precision() {
    return precision;
  }

  /// @param kind what the vectors are
  /// @param dimensions how many numbers each has
  /// @throws SemblanceException INVALID when the precision needs ranges and there are none
  Packing of(Output kind, int dimensions) {
    return Packing.of(precision, dimensions, () -> calibrations.require(model, kind, dimensions));
  }

  /// Fails before anything is computed, where it would after.
  ///
  /// @throws SemblanceException INVALID when the precision needs ranges and there are none
  void check(Output kind, int dimensions) {
    if (precision.calibrated()) {
      var _ = calibrations.require(model, kind, dimensions);
    }
  }
}
