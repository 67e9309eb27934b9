package dev.semblance.server.request;

import org.jspecify.annotations.Nullable;

/// What a call does, and to which model or collection.
public sealed interface ServiceOperation {
  /// Embeds texts or images.
  ///
  /// @param model the name that the client gave, or null for the default model
  /// @param listed whether the inputs came as a list, whatever its length
  record ComputeEmbeddings(@Nullable String model, boolean listed) implements ServiceOperation {}

  /// Scores texts or pairs.
  ///
  /// @param model the name that the client gave, or null for the default model
  /// @param listed whether the texts or pairs came as a list, whatever its length
  record ComputeScores(@Nullable String model, boolean listed) implements ServiceOperation {}

  /// Turns text to tokens, or back.
  ///
  /// @param model the name that the client gave, or null for the default model
  record ComputeTokens(@Nullable String model) implements ServiceOperation {}

  /// Searches a collection.
  ///
  /// @param lanes their names, joined by `+`
  record SearchCollection(String collection, String lanes) implements ServiceOperation {}

  /// Reads a document.
  record ReadDocument(String collection) implements ServiceOperation {}

  /// Writes or removes documents.
  record WriteDocuments(String collection) implements ServiceOperation {}
}
