package dev.semblance;

/// The prefix of a text before tokenization.
public sealed interface Prompt {
  /// Whether the text is a query: [Query], or the prompt named `query`. Some models read queries
  /// differently from documents.
  default boolean isQuery() {
    return switch (this) {
      case Query _ -> true;
      case Named(String name) -> name.equals("query");
      case None _, Default _, Literal _, Passage _ -> false;
    };
  }

  /// No prefix, even if the model has a default.
  record None() implements Prompt {}

  /// The model's default prompt, if it declares one.
  record Default() implements Prompt {}

  /// A prompt of the model, by name; an unknown name is an INVALID fault.
  record Named(String name) implements Prompt {}

  /// This text.
  record Literal(String text) implements Prompt {}

  /// For a query: the model's prompt `query`, else its default.
  record Query() implements Prompt {}

  /// For a document: the model's prompt `document`, `passage` or `corpus`, else its default.
  record Passage() implements Prompt {}
}
