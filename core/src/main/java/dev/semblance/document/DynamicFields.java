package dev.semblance.document;

/// What happens to a field of a document that the schema does not have.
public enum DynamicFields {
  /// It is added to the schema with a type inferred from its first value.
  INFER,
  /// It is stored and returned with hits, but not searched.
  STORE,
  /// The document is refused.
  REFUSE
}
