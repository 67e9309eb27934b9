package dev.semblance.server.http.inference;

import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.Precision;
import dev.semblance.Prompt;
import dev.semblance.Scheduling;
import dev.semblance.ScoreOptions;
import dev.semblance.Truncation;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.service.ServiceSettings;

/// Options common to the requests of text-embeddings-inference.
final class Options {
  private Options() {}

  /// Reads `truncate`, `truncation_direction` and `prompt_name`.
  static EmbedOptions embed(Fields fields, ServiceSettings settings) {
    String prompt = fields.textOrNull("prompt_name");
    return EmbedOptions.DEFAULT
        .with(prompt == null ? new Prompt.Default() : new Prompt.Named(prompt))
        .with(truncation(fields, settings));
  }

  /// Reads `truncate`, `truncation_direction` and `raw_scores`.
  static ScoreOptions score(Fields fields, ServiceSettings settings) {
    return new ScoreOptions(
        fields.flag("raw_scores", false), truncation(fields, settings), Scheduling.INTERACTIVE);
  }

  /// Reads `input_type`, which selects the prompt for queries or documents.
  static EmbedOptions prompted(EmbedOptions options, Fields fields) {
    String type = fields.textOrNull("input_type");
    if (type == null) {
      return options;
    }
    if (fields.textOrNull("prompt_name") != null) {
      throw JsonError.wrongShape("input_type", "give either this or `prompt_name`");
    }
    return switch (type) {
      case "query" -> options.with(new Prompt.Query());
      case "document" -> options.with(new Prompt.Passage());
      default ->
          throw JsonError.wrongShape(
              "input_type", "unknown variant `" + type + "`, expected `query` or `document`");
    };
  }

  /// Reads `normalize` and `dimensions`.
  static OutputForm form(Fields fields) {
    return new OutputForm(fields.flag("normalize", true), fields.countOrNull("dimensions"));
  }

  /// Reads `precision`.
  static Precision precision(Fields fields) {
    String name = fields.textOrNull("precision");
    return switch (name) {
      case null -> Precision.FLOAT32;
      case "float32" -> Precision.FLOAT32;
      case "float16" -> Precision.FLOAT16;
      case "int8" -> Precision.INT8;
      case "uint8" -> Precision.UINT8;
      case "binary" -> Precision.BINARY;
      case "ubinary" -> Precision.UBINARY;
      default ->
          throw JsonError.wrongShape(
              "precision",
              "unknown variant `"
                  + name
                  + "`, expected `float32`, `float16`, `int8`, `uint8`, `binary` or `ubinary`");
    };
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
          throw JsonError.wrongShape(
              "truncation_direction", "unknown variant `" + name + "`, expected `left` or `right`");
    };
  }
}
