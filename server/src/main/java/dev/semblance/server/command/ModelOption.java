package dev.semblance.server.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/// `--model`, where a command takes one.
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A packaged model's name, a model folder, or org/name[@revision] on the Hugging Face hub,"
              + " downloaded where it is not here; see 'semblance models list'.")
  private Optional<String> model = Optional.empty();

  Optional<String> given() {
    return model.map(OpenModels::absoluteName);
  }

  String orDefault() {
    return given().orElse(OpenModels.DEFAULT);
  }
}
