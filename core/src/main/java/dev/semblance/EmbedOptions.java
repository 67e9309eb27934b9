package dev.semblance;

import java.util.Set;

/// How inputs are embedded. Immutable; the `with…` methods return a changed copy.
///
/// @param prompt the prefix
/// @param truncation what happens to inputs that are too long
/// @param outputs kinds of embedding; all are computed in one pass
/// @param form of vectors
/// @param scheduling priority and deadline
public record EmbedOptions(
    Prompt prompt,
    Truncation truncation,
    Set<Output> outputs,
    OutputForm form,
    Scheduling scheduling) {

  public EmbedOptions {
    outputs = Set.copyOf(outputs);
    if (outputs.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, "`outputs` cannot be empty");
    }
  }

  /// The model's default prompt, cut on the right, one vector of length 1, interactive.
  public static final EmbedOptions DEFAULT =
      new EmbedOptions(
          new Prompt.Default(),
          Truncation.RIGHT,
          Set.of(Output.DENSE),
          OutputForm.NORMALIZED,
          Scheduling.INTERACTIVE);

  /// For search queries.
  public static final EmbedOptions QUERY = DEFAULT.with(new Prompt.Query());

  /// For documents to be indexed.
  public static final EmbedOptions PASSAGES =
      DEFAULT.with(new Prompt.Passage()).with(Priority.BULK);

  public EmbedOptions with(Prompt changed) {
    return new EmbedOptions(changed, truncation, outputs, form, scheduling);
  }

  public EmbedOptions with(Truncation changed) {
    return new EmbedOptions(prompt, changed, outputs, form, scheduling);
  }

  public EmbedOptions with(OutputForm changed) {
    return new EmbedOptions(prompt, truncation, outputs, changed, scheduling);
  }

  public EmbedOptions with(Scheduling changed) {
    return new EmbedOptions(prompt, truncation, outputs, form, changed);
  }

  public EmbedOptions with(Priority changed) {
    return with(scheduling.with(changed));
  }

  public EmbedOptions with(Output... changed) {
    return new EmbedOptions(prompt, truncation, Set.of(changed), form, scheduling);
  }
}
