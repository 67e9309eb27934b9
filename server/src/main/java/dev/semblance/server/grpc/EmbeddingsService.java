package dev.semblance.server.grpc;

import dev.semblance.Embedded;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import io.grpc.stub.StreamObserver;
import semblance.v1.Cost;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbedResponse;
import semblance.v1.Embedding;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Sparse;
import semblance.v1.Vectors;

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
    EmbedResponse.Builder message =
        EmbedResponse.newBuilder()
            .setModel(reply.model().id())
            .setFingerprint(reply.model().fingerprint())
            .setCost(cost(reply.cost()));
    reply.embedded().forEach(embedded -> message.addEmbeddings(embedding(embedded)));
    return new Reply<>(message.build(), reply.cost());
  }

  private static Embedding embedding(Embedded embedded) {
    Embedding.Builder message =
        Embedding.newBuilder().setTokenCount(embedded.tokens()).setTruncated(embedded.truncated());
    embedded
        .outputs()
        .forEach((kind, made) -> {
          switch (made) {
            case dev.semblance.Embedding.Dense(float[] values) -> {
              for (float value : values) {
                message.addDense(value);
              }
            }
            case dev.semblance.Embedding.Sparse sparse -> message.setSparse(sparse(sparse));
            case dev.semblance.Embedding.MultiVector vectors -> {
              if (kind == dev.semblance.Output.TOKENS) {
                message.setTokens(vectors(vectors));
              } else {
                message.setMultiVector(vectors(vectors));
              }
            }
          }
        });
    return message.build();
  }

  private static Sparse sparse(dev.semblance.Embedding.Sparse sparse) {
    Sparse.Builder message = Sparse.newBuilder();
    for (int i = 0; i < sparse.ids().length; i++) {
      message.addIds(sparse.ids()[i]).addWeights(sparse.weights()[i]);
    }
    return message.build();
  }

  private static Vectors vectors(dev.semblance.Embedding.MultiVector vectors) {
    Vectors.Builder message = Vectors.newBuilder().setWidth(vectors.width());
    for (float value : vectors.values()) {
      message.addValues(value);
    }
    return message.build();
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
