package dev.semblance.engine.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a model name is looked up, beside being tried as a path.
///
/// @param packaged folder of the models that come with Semblance, one sub-folder each
/// @param hubCache Hugging Face's own cache folder
public record ModelPlaces(Path packaged, Path hubCache) {

  /// The cache folder as Hugging Face's clients choose it: `HF_HUB_CACHE`, `HUGGINGFACE_HUB_CACHE`,
  /// `HF_HOME/hub`, `XDG_CACHE_HOME/huggingface/hub`, `~/.cache/huggingface/hub`.
  public static ModelPlaces of(Path packaged, Map<String, String> environment) {
    Path cache =
        variable(environment, "HF_HUB_CACHE")
            .or(() -> variable(environment, "HUGGINGFACE_HUB_CACHE"))
            .or(() -> variable(environment, "HF_HOME").map(home -> home.resolve("hub")))
            .or(() -> variable(environment, "XDG_CACHE_HOME").map(ModelPlaces::hub))
            .orElseGet(() -> hub(home().resolve(".cache")));
    return new ModelPlaces(packaged, cache);
  }

  private static Path hub(Path cache) {
    return cache.resolve("huggingface").resolve("hub");
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        value.startsWith("~/") ? home().resolve(value.substring(2)) : Path.of(value));
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
