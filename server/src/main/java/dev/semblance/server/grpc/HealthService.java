package dev.semblance.server.grpc;

import dev.semblance.ModelCard;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import semblance.v1.EmbeddingsGrpc;
import tei.v1.EmbedGrpc;
import tei.v1.InfoGrpc;
import tei.v1.PredictGrpc;
import tei.v1.RerankGrpc;
import tei.v1.TokenizeGrpc;

/// The standard health service: which services the server's default model can serve. It does not
/// wait for inference. *Safe for use by many threads.*
final class HealthService {
  private static final Set<String> OF_EVERY_MODEL =
      Set.of(
          HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
          InfoGrpc.SERVICE_NAME,
          TokenizeGrpc.SERVICE_NAME,
          EmbeddingsGrpc.SERVICE_NAME);
  private static final Set<String> OF_ONE_TASK =
      Set.of(EmbedGrpc.SERVICE_NAME, PredictGrpc.SERVICE_NAME, RerankGrpc.SERVICE_NAME);

  private final HealthStatusManager manager = new HealthStatusManager();
  private final AtomicBoolean ending = new AtomicBoolean();

  private HealthService() {}

  static HealthService of(ModelCard.Task task) {
    HealthService health = new HealthService();
    OF_EVERY_MODEL.forEach(service -> health.set(service, true));
    Set<String> served = served(task);
    OF_ONE_TASK.forEach(service -> health.set(service, served.contains(service)));
    return health;
  }

  BindableService service() {
    return manager.getHealthService();
  }

  /// Reports that nothing is served any more. Idempotent.
  void ending() {
    if (ending.compareAndSet(false, true)) {
      manager.enterTerminalState(); // logs a warning when called twice
    }
  }

  private void set(String service, boolean serving) {
    manager.setStatus(service, serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  private static Set<String> served(ModelCard.Task task) {
    return switch (task) {
      case ModelCard.Task.Embed _ -> Set.of(EmbedGrpc.SERVICE_NAME, RerankGrpc.SERVICE_NAME);
      case ModelCard.Task.Classify(var labels) ->
          labels.size() == 1
              ? Set.of(PredictGrpc.SERVICE_NAME, RerankGrpc.SERVICE_NAME)
              : Set.of(PredictGrpc.SERVICE_NAME);
    };
  }
}
