package dev.semblance.server.grpc;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedding;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.EmbedReply;
import dev.semblance.server.service.Inference;
import io.grpc.stub.StreamObserver;
import java.util.List;
import tei.v1.EmbedAllRequest;
import tei.v1.EmbedAllResponse;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedResponse;
import tei.v1.EmbedSparseRequest;
import tei.v1.EmbedSparseResponse;

/// `tei.v1.Embed`. *Safe for use by many threads.*
final class EmbedService extends EmbedGrpc.EmbedImplBase {
  private final Inference inference;
  private final int inFlight;

  /// @param inFlight requests of one stream that are processed at once
  EmbedService(Inference inference, int inFlight) {
    this.inference = inference;
    this.inFlight = inFlight;
  }

  @Override
  public void embed(EmbedRequest request, StreamObserver<EmbedResponse> out) {
    UnaryCall.answer(request, out, this::dense);
  }

  @Override
  public StreamObserver<EmbedRequest> embedStream(StreamObserver<EmbedResponse> out) {
    return OrderedStream.answer(out, inFlight, this::dense);
  }

  @Override
  public void embedSparse(EmbedSparseRequest request, StreamObserver<EmbedSparseResponse> out) {
    UnaryCall.answer(request, out, this::sparse);
  }

  @Override
  public StreamObserver<EmbedSparseRequest> embedSparseStream(
      StreamObserver<EmbedSparseResponse> out) {
    return OrderedStream.answer(out, inFlight, this::sparse);
  }

  @Override
  public void embedAll(EmbedAllRequest request, StreamObserver<EmbedAllResponse> out) {
    UnaryCall.answer(request, out, this::tokens);
  }

  @Override
  public StreamObserver<EmbedAllRequest> embedAllStream(StreamObserver<EmbedAllResponse> out) {
    return OrderedStream.answer(out, inFlight, this::tokens);
  }

  private CallReply<EmbedResponse> dense(RequestContext context, EmbedRequest request) {
    EmbedOptions options =
        TeiOptions.embed(
                request.getTruncate(),
                request.getTruncationDirection(),
                request.hasPromptName() ? request.getPromptName() : null)
            .with(form(request));
    EmbedReply reply = inference.embed(context, call(request.getInputs(), options));
    EmbedResponse.Builder message =
        EmbedResponse.newBuilder().setMetadata(TeiOptions.metadata(reply.cost()));
    for (float value : reply.embedded().getFirst().vector()) {
      message.addEmbeddings(value);
    }
    return new CallReply<>(message.build(), reply.cost(), reply.warnings());
  }

  private CallReply<EmbedSparseResponse> sparse(
      RequestContext context, EmbedSparseRequest request) {
    EmbedOptions options =
        TeiOptions.embed(
            request.getTruncate(),
            request.getTruncationDirection(),
            request.hasPromptName() ? request.getPromptName() : null);
    EmbedReply reply = inference.embedSparse(context, call(request.getInputs(), options));
    Embedding.Sparse sparse = reply.embedded().getFirst().sparse();
    EmbedSparseResponse.Builder message =
        EmbedSparseResponse.newBuilder().setMetadata(TeiOptions.metadata(reply.cost()));
    for (int i = 0; i < sparse.ids().length; i++) {
      message.addSparseEmbeddingsBuilder().setIndex(sparse.ids()[i]).setValue(sparse.weights()[i]);
    }
    return new CallReply<>(message.build(), reply.cost());
  }

  private CallReply<EmbedAllResponse> tokens(RequestContext context, EmbedAllRequest request) {
    EmbedOptions options =
        TeiOptions.embed(
            request.getTruncate(),
            request.getTruncationDirection(),
            request.hasPromptName() ? request.getPromptName() : null);
    EmbedReply reply = inference.embedAll(context, call(request.getInputs(), options));
    Embedding.MultiVector vectors = reply.embedded().getFirst().vectors(Output.TOKENS);
    EmbedAllResponse.Builder message =
        EmbedAllResponse.newBuilder().setMetadata(TeiOptions.metadata(reply.cost()));
    for (int row = 0; row < vectors.rows(); row++) {
      var token = message.addTokenEmbeddingsBuilder();
      for (int i = row * vectors.width(); i < (row + 1) * vectors.width(); i++) {
        token.addEmbeddings(vectors.values()[i]);
      }
    }
    return new CallReply<>(message.build(), reply.cost());
  }

  private static EmbedCall call(String text, EmbedOptions options) {
    return new EmbedCall(ContextMetadata.model(), List.of(Input.of(text)), options);
  }

  private static OutputForm form(EmbedRequest request) {
    boolean normalize = !request.hasNormalize() || request.getNormalize();
    return new OutputForm(
        normalize, request.hasDimensions() ? BatchCall.count(request.getDimensions()) : null);
  }
}
