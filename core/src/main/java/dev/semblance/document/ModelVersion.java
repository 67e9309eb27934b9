package dev.semblance.document;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// A model, and which of its versions.
///
/// @param id its id, not blank
/// @param fingerprint of its files and arithmetic; a model with another fingerprint is refused.
///   Empty in a schema that a collection is to be created with: any version
public record ModelVersion(String id, String fingerprint) {
  public ModelVersion {
    if (id.isBlank()) {
      throw new SemblanceException(Fault.INVALID, "the name of a model cannot be empty");
    }
  }
}
