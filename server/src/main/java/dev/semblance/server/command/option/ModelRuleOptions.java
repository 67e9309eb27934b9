package dev.semblance.server.command.option;

import dev.semblance.server.models.ModelRules;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a server's clients may do with its models.
public final class ModelRuleOptions {
  @Option(
      names = "--memory-budget",
      paramLabel = "SIZE",
      converter = QueueOptions.SizeConverter.class,
      description =
          "How much memory the weights of all open models may take together, such as 4GB or 512MiB;"
              + " each matrix counts in the width in which the encoder keeps it. No bound by"
              + " default, nor with 0.")
  private Optional<Long> memory = Optional.empty();

  @Option(
      names = "--change-models",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description =
          "Let clients of this machine load and unload models although there is no API key; with"
              + " one, whoever holds it may anyway.")
  private boolean keyless;

  @Option(
      names = "--allow-downloads",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Let clients that may load models have them downloaded from the hub.")
  private boolean downloads;

  @Option(
      names = "--served-model-name",
      paramLabel = "NAME",
      description =
          "What the model that answers requests that name none is asked for by and called, in"
              + " replies, /v1/models and /info; its own name still finds it.")
  private Optional<String> served = Optional.empty();

  public ModelRules rules() {
    return new ModelRules(
        memory.filter(bytes -> bytes > 0).orElse(Long.MAX_VALUE), keyless, served.orElse(null));
  }

  public boolean downloads() {
    return downloads;
  }
}
