package dev.semblance.server.grpc;

import dev.semblance.Chunking;
import dev.semblance.ModelCard;
import dev.semblance.server.models.ModelRules;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.ChunkReply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.PartialFailure;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import semblance.v1.Cost;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbedResponse;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.KeepRangesRequest;
import semblance.v1.KeepRangesResponse;
import semblance.v1.ListRangesRequest;
import semblance.v1.ListRangesResponse;
import semblance.v1.Precision;

/// `semblance.v1.Embeddings`: many inputs in one call. *Safe for use by many threads.*
final class EmbeddingsService extends EmbeddingsGrpc.EmbeddingsImplBase {
  private final Inference inference;
  private final boolean calibration;

  /// @param calibration whether clients may change quantization ranges
  EmbeddingsService(Inference inference, boolean calibration) {
    this.inference = inference;
    this.calibration = calibration;
  }

  @Override
  public void embed(EmbedRequest request, StreamObserver<EmbedResponse> out) {
    UnaryCall.answer(request, out, this::answer);
  }

  @Override
  public void keepRanges(KeepRangesRequest request, StreamObserver<KeepRangesResponse> out) {
    if (calibration) {
      UnaryCall.answer(request, out, new RangesCalls(inference)::keep);
    } else {
      Status refused = Status.PERMISSION_DENIED.withDescription(ModelRules.NO_CALIBRATION);
      out.onError(refused.asRuntimeException());
    }
  }

  @Override
  public void listRanges(ListRangesRequest request, StreamObserver<ListRangesResponse> out) {
    UnaryCall.answer(request, out, new RangesCalls(inference)::list);
  }

  private CallReply<EmbedResponse> answer(RequestContext context, EmbedRequest request) {
    EmbedCall call = BatchCall.of(request, inference.settings());
    boolean packed = request.getPrecision() != Precision.PRECISION_UNSPECIFIED;
    if (request.hasChunk()) {
      Chunking chunking = BatchCall.chunking(request.getChunk());
      ChunkReply reply = inference.embedChunks(context, call, chunking, PartialFailure.FAIL_ALONE);
      var texts = new ChunkMessages(reply, chunking.pool() != Chunking.Pool.NONE, packed);
      EmbedResponse.Builder message = message(reply.model(), reply.cost(), reply.warnings());
      message.addAllEmbeddings(
          reply.results().with(texts.all()).inOrder(made -> made, CallFailure::ofInput));
      return new CallReply<>(message.build(), reply.cost());
    }
    EmbedReply reply = inference.embedKinds(context, call, PartialFailure.FAIL_ALONE);
    EmbedResponse.Builder message = message(reply.model(), reply.cost(), reply.warnings());
    var embeddings = new EmbeddingMessages(reply, packed);
    message.addAllEmbeddings(reply.results().inOrder(embeddings::of, CallFailure::ofInput));
    return new CallReply<>(message.build(), reply.cost());
  }

  private EmbedResponse.Builder message(
      ModelCard model, dev.semblance.server.request.Cost cost, List<String> warnings) {
    return EmbedResponse.newBuilder()
        .setModel(inference.models().servedName(model))
        .setFingerprint(model.fingerprint())
        .setCost(cost(cost))
        .addAllWarnings(warnings);
  }

  private static Cost cost(dev.semblance.server.request.Cost cost) {
    return Cost.newBuilder()
        .setCharacters(cost.characters())
        .setTokens(cost.tokens())
        .setTotalNs(cost.total())
        .setTokenizeNs(cost.timing().tokenize())
        .setQueueNs(cost.timing().queue())
        .setComputeNs(cost.timing().compute())
        .build();
  }
}
