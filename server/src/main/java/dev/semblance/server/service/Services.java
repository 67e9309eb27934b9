package dev.semblance.server.service;

import dev.semblance.Model;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.server.calibration.CalibrationStore;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestChain;
import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.service.collection.CollectionService;
import dev.semblance.server.service.metric.Meters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The services that protocols call. *Safe for use by many threads.*
///
/// @param inference embeds
/// @param scoring classifies and scores
/// @param tokenizing text to tokens and back
/// @param retrieval collections of documents
/// @param shared by the requests of all protocols
public record Services(
    Inference inference,
    Scoring scoring,
    Tokenizing tokenizing,
    CollectionService retrieval,
    SharedResources shared) {

  /// @param models the open models; the first answers where a request names none
  /// @param library the collections, or null when this server keeps none
  public static Services over(
      List<? extends Model> models, @Nullable CollectionCatalog library, ServiceSettings settings) {
    return over(ModelRegistry.of(models), library, settings);
  }

  /// @param open the models, one of them at least
  /// @param library the collections, or null when this server keeps none
  public static Services over(
      ModelRegistry open, @Nullable CollectionCatalog library, ServiceSettings settings) {
    return over(open, library, settings, CalibrationStore.NONE);
  }

  /// @param open the models, one of them at least
  /// @param library the collections, or null when this server keeps none
  /// @param store of quantization ranges
  public static Services over(
      ModelRegistry open,
      @Nullable CollectionCatalog library,
      ServiceSettings settings,
      CalibrationStore store) {
    RequestMemory memory = new RequestMemory(settings.limits().memory());
    Meters meters = new Meters(open, library, memory);
    RequestChain chain = new RequestChain(meters);
    return new Services(
        new Inference(open, settings, chain, store),
        new Scoring(open, settings, chain),
        new Tokenizing(open, settings, chain),
        new CollectionService(open, library, settings.collections(), chain),
        new SharedResources(memory, meters));
  }

  /// Metrics of all services.
  public Meters meters() {
    return shared.meters();
  }

  /// Memory of requests in flight.
  public RequestMemory memory() {
    return shared.memory();
  }
}
