package dev.semblance.document;

/// A model, and which of its versions.
///
/// @param id its id
/// @param fingerprint of its files and arithmetic; a model with another fingerprint is refused.
///   Empty in a schema that a collection is to be created with: any version
public record ModelVersion(String id, String fingerprint) {}
