package dev.semblance.server.grpc;

import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import io.grpc.stub.StreamObserver;
import semblance.v1.Cost;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbedResponse;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Precision;

/// `semblance.v1.Embeddings`: many inputs in one call. *Safe for use by many threads.*
final class EmbeddingsService extends EmbeddingsGrpc.EmbeddingsImplBase {
  private final Inference inference;

  EmbeddingsService(Inference inference) {
    this.inference = inference;
  }

  @Override
  public void embed(EmbedRequest request, StreamObserver<EmbedResponse> out) {
    Unary.answer(request, out, this::answer);
  }

  private Reply<EmbedResponse> answer(EmbedRequest request) {
    EmbedReply reply = inference.embedKinds(BatchCall.of(request, inference.settings()));
    var embeddings =
        new EmbeddingMessages(reply, request.getPrecision() != Precision.PRECISION_UNSPECIFIED);
    EmbedResponse.Builder message =
        EmbedResponse.newBuilder()
            .setModel(reply.model().id())
            .setFingerprint(reply.model().fingerprint())
            .setCost(cost(reply.cost()))
            .addAllWarnings(reply.warnings());
    reply.embedded().forEach(embedded -> message.addEmbeddings(embeddings.of(embedded)));
    return new Reply<>(message.build(), reply.cost());
  }

  private static Cost cost(dev.semblance.server.service.Cost cost) {
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
