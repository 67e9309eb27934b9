package dev.semblance.server.command.option;

import dev.semblance.engine.model.PoolingChoice;
import picocli.CommandLine.Option;

/// `--pooling` of commands that run one model.
public final class PoolingOption {
  @Option(
      names = "--pooling",
      paramLabel = "auto|cls|mean|max|last-token|splade",
      defaultValue = "auto",
      converter = PoolingConverter.class,
      description =
          "Pooling of the model in place of its folder's own. auto, the default, is the folder's. A"
              + " collection requires the one it was created with.")
  private PoolingChoice choice = PoolingChoice.AUTO;

  public PoolingChoice choice() {
    return choice;
  }
}
