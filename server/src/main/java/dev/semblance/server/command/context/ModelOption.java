package dev.semblance.server.command.context;

import java.util.Optional;
import picocli.CommandLine.Option;

/// `--model` of commands that use one model.
public final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A packaged model's name, a model folder, or org/name[@revision] on the Hugging Face hub,"
              + " downloaded if it is not in the cache; see 'semblance models list'. Default: "
              + OpenModels.DEFAULT
              + ".")
  private Optional<String> model = Optional.empty();

  public Optional<String> given() {
    return model.map(OpenModels::absoluteName);
  }

  public String orDefault() {
    return given().orElse(OpenModels.DEFAULT);
  }
}
