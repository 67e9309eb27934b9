package dev.semblance.server.service;

import dev.semblance.Chunked;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Precision;
import dev.semblance.SemblanceException;
import dev.semblance.server.calibration.CalibrationRegistry;
import dev.semblance.server.output.Packing;
import dev.semblance.vector.HalfCodec;
import java.util.List;

/// Packings of the vectors of one model in one precision. *Safe for use by many threads.*
public final class OutputPackings {
  private final CalibrationRegistry calibrations;
  private final ModelCard model;
  private final Precision precision;

  OutputPackings(CalibrationRegistry calibrations, ModelCard model, Precision precision) {
    this.calibrations = calibrations;
    this.model = model;
    this.precision = precision;
  }

  public Precision precision() {
    return precision;
  }

  /// @param kind of the vectors
  /// @param dimensions of each vector
  /// @throws SemblanceException INVALID when the precision needs ranges and there are none
  Packing of(Output kind, int dimensions) {
    return ModelFaults.marked(() ->
        Packing.of(precision, dimensions, () -> calibrations.require(model, kind, dimensions)));
  }

  /// Checks that the numbers of a result fit the precision.
  ///
  /// @throws SemblanceException INVALID
  Embedded fitting(Embedded made) {
    if (precision == Precision.FLOAT16) {
      for (Embedding embedding : made.outputs().values()) {
        switch (embedding) {
          case Embedding.Dense(float[] values) -> requireHalves(List.of(values));
          case Embedding.MultiVector vectors -> requireHalves(vectors.list());
          case Embedding.Sparse _ -> {}
        }
      }
    }
    return made;
  }

  /// As [#fitting(Embedded)].
  Chunked fitting(Chunked made) {
    if (precision == Precision.FLOAT16) {
      requireHalves(made.vectors());
    }
    return made;
  }

  private static void requireHalves(List<float[]> vectors) {
    var codec = new HalfCodec();
    vectors.forEach(codec::encode);
  }

  /// Checks before anything is computed that the ranges are there.
  ///
  /// @throws SemblanceException INVALID when the precision needs ranges and there are none
  void check(Output kind, int dimensions) {
    if (precision.calibrated()) {
      var _ = calibrations.require(model, kind, dimensions);
    }
  }
}
