package dev.semblance.engine.embed;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.vector.Vectors;

/// The check that a model's output holds no NaN and no infinity, as damaged weights make them.
final class FiniteOutput {
  private FiniteOutput() {}

  /// @throws SemblanceException BROKEN_MODEL
  static void require(float[] numbers, ModelCard card) {
    if (!Vectors.finite(numbers)) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "model "
              + card.shownName()
              + ": the output is not finite; its weights hold NaN or infinity");
    }
  }
}
