package dev.semblance;

/// Which prefix goes before a text, before it is tokenized.
public sealed interface Prompt {
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
