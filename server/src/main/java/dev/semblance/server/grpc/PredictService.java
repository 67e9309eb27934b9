package dev.semblance.server.grpc;

import dev.semblance.Classifier.Example;
import dev.semblance.Fault;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.RankReply;
import dev.semblance.server.service.ScoreReply;
import dev.semblance.server.service.Scoring;
import io.grpc.stub.StreamObserver;
import java.util.List;
import tei.v1.PredictGrpc;
import tei.v1.PredictPairRequest;
import tei.v1.PredictRequest;
import tei.v1.PredictResponse;

/// `tei.v1.Predict`. *Safe for use by many threads.*
final class PredictService extends PredictGrpc.PredictImplBase {
  private final Scoring scoring;
  private final int inFlight;

  /// @param inFlight requests of one stream that are processed at once
  PredictService(Scoring scoring, int inFlight) {
    this.scoring = scoring;
    this.inFlight = inFlight;
  }

  @Override
  public void predict(PredictRequest request, StreamObserver<PredictResponse> out) {
    UnaryCall.answer(request, out, this::single);
  }

  @Override
  public StreamObserver<PredictRequest> predictStream(StreamObserver<PredictResponse> out) {
    return OrderedStream.answer(out, inFlight, this::single);
  }

  @Override
  public void predictPair(PredictPairRequest request, StreamObserver<PredictResponse> out) {
    UnaryCall.answer(request, out, this::pair);
  }

  @Override
  public StreamObserver<PredictPairRequest> predictPairStream(StreamObserver<PredictResponse> out) {
    return OrderedStream.answer(out, inFlight, this::pair);
  }

  private CallReply<PredictResponse> single(RequestContext context, PredictRequest request) {
    return score(
        context,
        new Example(request.getInputs(), null),
        TeiOptions.score(
            request.getTruncate(), request.getTruncationDirection(), request.getRawScores()));
  }

  private CallReply<PredictResponse> pair(RequestContext context, PredictPairRequest request) {
    return score(
        context,
        example(request.getInputsList()),
        TeiOptions.score(
            request.getTruncate(), request.getTruncationDirection(), request.getRawScores()));
  }

  private CallReply<PredictResponse> score(
      RequestContext context, Example example, ScoreOptions options) {
    ScoreReply reply =
        scoring.predict(context, ContextMetadata.model(), List.of(example), false, options);
    float[] scores = reply.scored().getFirst().scores();
    PredictResponse.Builder message =
        PredictResponse.newBuilder().setMetadata(TeiOptions.metadata(reply.cost()));
    for (int label : RankReply.bestFirst(scores)) {
      message
          .addPredictionsBuilder()
          .setScore(scores[label])
          .setLabel(reply.labels().getOrDefault(label, ""));
    }
    return new CallReply<>(message.build(), reply.cost());
  }

  private static Example example(List<String> inputs) {
    return switch (inputs.size()) {
      case 1 -> new Example(inputs.getFirst(), null);
      case 2 -> new Example(inputs.getFirst(), inputs.getLast());
      default ->
          throw new SemblanceException(
              Fault.INVALID, "`inputs` must hold a text or a pair of texts, not " + inputs.size());
    };
  }
}
