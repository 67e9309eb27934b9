package dev.semblance.engine.model;

import dev.semblance.engine.hub.HubSettings;
import java.nio.file.Path;
import java.util.Map;

/// Where a model name is looked up, beside being tried as a path.
///
/// @param packaged folder of the models that come with Semblance, one sub-folder each
/// @param hub Hugging Face's hub, and the cache its clients share
public record ModelPlaces(Path packaged, HubSettings hub) {

  /// What is on the disk and nothing else.
  public ModelPlaces(Path packaged, Path hubCache) {
    this(packaged, HubSettings.offline(hubCache));
  }

  /// The same, with the hub reached otherwise.
  public ModelPlaces with(HubSettings changed) {
    return new ModelPlaces(packaged, changed);
  }

  /// The hub as Hugging Face's own clients find it.
  ///
  /// @see HubSettings#of
  public static ModelPlaces of(Path packaged, Map<String, String> environment) {
    return new ModelPlaces(packaged, HubSettings.of(environment));
  }
}
