package dev.semblance.server.command.option;

import dev.semblance.server.models.ModelRules;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What clients may do with the models of a server.
public final class ModelRuleOptions {
  @Option(
      names = "--memory-budget",
      paramLabel = "SIZE",
      converter = QueueOptions.SizeConverter.class,
      description =
          "Memory limit for the weights of all open models, such as 4GB or 512MiB; each matrix"
              + " counts with the width in which the encoder stores it. 0, the default, is no"
              + " limit.")
  private Optional<Long> memory = Optional.empty();

  @Option(
      names = "--change-models",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Allow clients on this machine to load and unload models when no API key is set. With an"
              + " API key, its holders may always do so.")
  private boolean keyless;

  @Option(
      names = "--allow-downloads",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Allow clients that may load models to download them from the hub.")
  private boolean downloads;

  @Option(
      names = "--served-model-name",
      paramLabel = "NAME",
      description =
          "Name of the default model in requests, replies, /v1/models and /info; its own name still"
              + " works in requests.")
  private Optional<String> served = Optional.empty();

  public ModelRules rules() {
    return new ModelRules(
        memory.filter(bytes -> bytes > 0).orElse(Long.MAX_VALUE), keyless, served.orElse(null));
  }

  public boolean downloads() {
    return downloads;
  }
}
