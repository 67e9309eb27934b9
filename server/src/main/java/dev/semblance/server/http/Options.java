package dev.semblance.server.http;

import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.Truncation;
import dev.semblance.server.service.ServiceSettings;

/// The options that text-embeddings-inference's requests share.
final class Options {
  private Options() {}

  /// Reads `truncate`, `truncation_direction`, `prompt_name`, `normalize` and `dimensions`.
  static EmbedOptions of(Fields fields, ServiceSettings settings) {
    String prompt = fields.textOrNull("prompt_name");
    return EmbedOptions.DEFAULT
        .with(prompt == null ? new Prompt.Default() : new Prompt.Named(prompt))
        .with(truncation(fields, settings))
        .with(new OutputForm(fields.flag("normalize", true), fields.countOrNull("dimensions")));
  }

  private static Truncation truncation(Fields fields, ServiceSettings settings) {
    Truncation side =
        fields.object().has("truncation_direction")
            ? side(fields.text("truncation_direction"))
            : Truncation.RIGHT;
    return settings.truncation(fields.flagOrNull("truncate"), side);
  }

  private static Truncation side(String name) {
    return switch (name) {
      case "left", "Left" -> Truncation.LEFT;
      case "right", "Right" -> Truncation.RIGHT;
      default ->
          throw Refusal.wrongShape(
              "truncation_direction", "unknown variant `" + name + "`, expected `left` or `right`");
    };
  }
}
