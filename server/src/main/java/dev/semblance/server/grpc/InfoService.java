package dev.semblance.server.grpc;

import dev.semblance.ModelCard;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Version;
import io.grpc.stub.StreamObserver;
import tei.v1.InfoGrpc;
import tei.v1.InfoRequest;
import tei.v1.InfoResponse;
import tei.v1.ModelType;

/// `tei.v1.Info`. *Safe for use by many threads.*
final class InfoService extends InfoGrpc.InfoImplBase {
  private final Inference inference;

  /// @param inference whose models are described
  InfoService(Inference inference) {
    this.inference = inference;
  }

  @Override
  public void info(InfoRequest request, StreamObserver<InfoResponse> out) {
    UnaryCall.answer(request, out, (_, _) -> new CallReply<>(info(), null));
  }

  private InfoResponse info() {
    ModelCard model = inference.models().named(ContextMetadata.model()).card();
    ServiceSettings settings = inference.settings();
    return InfoResponse.newBuilder()
        .setVersion(Version.NUMBER)
        .setModelId(inference.models().shownName(model))
        .setModelDtype(model.shape().precision())
        .setModelType(type(model.task()))
        .setMaxConcurrentRequests(settings.capacity().waiting())
        .setMaxInputLength(model.shape().maxTokens())
        .setMaxBatchTokens(settings.capacity().batchTokens())
        .setMaxBatchRequests(settings.capacity().batchInputs())
        .setMaxClientBatchSize(settings.limits().batch())
        // Each request tokenizes on a thread of its own; as many run as there are cores.
        .setTokenizationWorkers(Runtime.getRuntime().availableProcessors())
        .build();
  }

  private static ModelType type(ModelCard.Task task) {
    return switch (task) {
      case ModelCard.Task.Embed _ -> ModelType.MODEL_TYPE_EMBEDDING;
      case ModelCard.Task.Classify(var labels) ->
          labels.size() == 1 ? ModelType.MODEL_TYPE_RERANKER : ModelType.MODEL_TYPE_CLASSIFIER;
    };
  }
}
