package dev.semblance;

/// Which prefix goes before a text, before it is tokenized.
public sealed interface Prompt {
  /// Whether the text is a question: [Query], or the prompt named `query`. Some models read those
  /// otherwise than what is to be found.
  default boolean isQuery() {
    return switch (this) {
      case Query _ -> true;
      case Named(String name) -> name.equals("query");
      case None _, Default _, Literal _, Passage _ -> false;
    };
  }

  /// No prefix, whatever the model's default is.
  record None() implements Prompt {}

  /// The model's default prompt, if it declares one.
  record Default() implements Prompt {}

  /// A prompt of the model, by name; an unknown name is an INVALID fault.
  record Named(String name) implements Prompt {}

  /// These very characters.
  record Literal(String text) implements Prompt {}

  /// The text is a question: the model's prompt `query`, else its default.
  record Query() implements Prompt {}

  /// The text is something to be found: the model's prompt `document`, `passage` or `corpus`, else
  /// its default.
  record Passage() implements Prompt {}
}
