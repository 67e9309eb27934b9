package dev.semblance.server.command.option;

import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.hub.HubSettings;
import dev.semblance.server.settings.Secret;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How a server reaches the hub, where it is not as the environment says to every command.
public final class HubOptions {
  @Option(
      names = {"--hf-token", "--hf-api-token"},
      paramLabel = "TOKEN",
      converter = Secret.SecretConverter.class,
      description =
          "What the hub knows its user by, for private and gated models. Better given as HF_TOKEN,"
              + " which other users of the machine cannot read.")
  private Optional<Secret> token = Optional.empty();

  @Option(
      names = "--huggingface-hub-cache",
      paramLabel = "DIR",
      description =
          "The folder that models of the hub are kept in; by default the one that Hugging Face's"
              + " own clients share.")
  private Optional<String> cache = Optional.empty();

  /// These settings, with what the options say.
  ///
  /// @param environment what the name of a folder may stand on
  public EngineSettings applied(EngineSettings to, Map<String, String> environment) {
    HubSettings hub = to.places().hub();
    if (token.isPresent()) {
      hub = hub.withToken(token.get().value());
    }
    if (cache.isPresent()) {
      hub = hub.with(HubSettings.folder(cache.get(), environment));
    }
    return to.with(to.places().with(hub));
  }
}
