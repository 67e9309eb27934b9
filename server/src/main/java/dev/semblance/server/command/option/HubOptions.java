package dev.semblance.server.command.option;

import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.hub.HubSettings;
import dev.semblance.server.settings.Secret;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Access to the hub; overrides the environment variables that every command reads.
public final class HubOptions {
  @Option(
      names = {"--hf-token", "--hf-api-token"},
      paramLabel = "TOKEN",
      converter = Secret.SecretConverter.class,
      description =
          "Access token of the hub, for private and gated models. Prefer HF_TOKEN: other users of"
              + " the machine can read a command line.")
  private Optional<Secret> token = Optional.empty();

  @Option(
      names = "--huggingface-hub-cache",
      paramLabel = "DIR",
      description =
          "Cache folder for models of the hub; by default the one that Hugging Face's own clients"
              + " share.")
  private Optional<String> cache = Optional.empty();

  /// The settings, changed by the options that are given.
  ///
  /// @param environment variables that the name of a folder may refer to
  public EngineSettings applied(EngineSettings settings, Map<String, String> environment) {
    HubSettings hub = settings.places().hub();
    if (token.isPresent()) {
      hub = hub.withToken(token.get().value());
    }
    if (cache.isPresent()) {
      hub = hub.with(HubSettings.folder(cache.get(), environment));
    }
    return settings.with(settings.places().with(hub));
  }
}
