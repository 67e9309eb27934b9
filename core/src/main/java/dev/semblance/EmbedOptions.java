package dev.semblance;

/// How a request wants its inputs embedded. Immutable; the `with…` methods answer a changed copy.
public record EmbedOptions(Prompt prompt, Truncation truncation, OutputForm form, Urgency urgency) {

  /// The model's default prompt, cut on the right, length 1, interactive.
  public static final EmbedOptions DEFAULT =
      new EmbedOptions(
          new Prompt.Default(), Truncation.RIGHT, OutputForm.NORMALIZED, Urgency.INTERACTIVE);

  /// For a question that searches.
  public static final EmbedOptions QUERY = DEFAULT.with(new Prompt.Query());

  /// For documents on their way into an index.
  public static final EmbedOptions PASSAGES = DEFAULT.with(new Prompt.Passage()).with(Urgency.BULK);

  public EmbedOptions with(Prompt changed) {
    return new EmbedOptions(changed, truncation, form, urgency);
  }

  public EmbedOptions with(Truncation changed) {
    return new EmbedOptions(prompt, changed, form, urgency);
  }

  public EmbedOptions with(OutputForm changed) {
    return new EmbedOptions(prompt, truncation, changed, urgency);
  }

  public EmbedOptions with(Urgency changed) {
    return new EmbedOptions(prompt, truncation, form, changed);
  }
}
