package dev.semblance.server.request;

import org.jspecify.annotations.Nullable;

/// What a call does, and to which model or collection.
public sealed interface Operation {
  /// Embeds texts or images.
  ///
  /// @param model the name that the client gave, or null for the default model
  record Embed(@Nullable String model) implements Operation {}

  /// Scores texts or pairs.
  ///
  /// @param model the name that the client gave, or null for the default model
  record Predict(@Nullable String model) implements Operation {}

  /// Turns text to tokens, or back.
  ///
  /// @param model the name that the client gave, or null for the default model
  record Tokenize(@Nullable String model) implements Operation {}

  /// Searches a collection.
  ///
  /// @param lanes their names, joined by `+`
  record Search(String collection, String lanes) implements Operation {}

  /// Reads a document.
  record Read(String collection) implements Operation {}

  /// Writes or removes documents.
  record Write(String collection) implements Operation {}
}
