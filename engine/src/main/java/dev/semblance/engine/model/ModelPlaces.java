package dev.semblance.engine.model;

import dev.semblance.engine.hub.HubSettings;
import java.nio.file.Path;
import java.util.Map;

/// The places where a model name is looked up, besides being tried as a path.
///
/// @param packaged folder of the models packaged with Semblance, one subfolder each
/// @param hub Hugging Face's hub, and the cache its clients share
public record ModelPlaces(Path packaged, HubSettings hub) {

  /// Without downloads.
  public ModelPlaces(Path packaged, Path hubCache) {
    this(packaged, HubSettings.offline(hubCache));
  }

  /// The same, with other settings of the hub.
  public ModelPlaces with(HubSettings changed) {
    return new ModelPlaces(packaged, changed);
  }

  /// With the hub settings of Hugging Face's own clients.
  ///
  /// @see HubSettings#of
  public static ModelPlaces of(Path packaged, Map<String, String> environment) {
    return new ModelPlaces(packaged, HubSettings.of(environment));
  }
}
