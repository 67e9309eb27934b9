package dev.semblance.server.grpc;

import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.RankReply;
import dev.semblance.server.service.Scoring;
import dev.semblance.server.service.Services;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import tei.v1.RerankGrpc;
import tei.v1.RerankRequest;
import tei.v1.RerankResponse;
import tei.v1.RerankStreamRequest;

/// `tei.v1.Rerank`. *Safe for use by many threads.*
final class RerankService extends RerankGrpc.RerankImplBase {
  private final Scoring scoring;
  private final int maxTexts;
  private final int inFlight;

  /// @param inFlight texts of one stream that are processed at once
  RerankService(Services services, int inFlight) {
    this.scoring = services.scoring();
    this.maxTexts = services.inference().settings().limits().batch();
    this.inFlight = inFlight;
  }

  @Override
  public void rerank(RerankRequest request, StreamObserver<RerankResponse> out) {
    UnaryCall.answer(request, out, this::rank);
  }

  @Override
  public StreamObserver<RerankStreamRequest> rerankStream(StreamObserver<RerankResponse> out) {
    var call = (ServerCallStreamObserver<RerankResponse>) out;
    return new RankedStream(
        OrderedStream.gather(
            call, inFlight, this::score, new RankedStream.StreamRanking(call, maxTexts)));
  }

  private CallReply<RerankResponse> rank(RequestContext context, RerankRequest request) {
    RankReply reply =
        scoring.rerank(
            context,
            ContextMetadata.model(),
            request.getQuery(),
            request.getTextsList(),
            TeiOptions.score(
                request.getTruncate(), request.getTruncationDirection(), request.getRawScores()));
    RerankResponse.Builder message =
        RerankResponse.newBuilder().setMetadata(TeiOptions.metadata(reply.cost()));
    for (int index : reply.bestFirst()) {
      var rank = message.addRanksBuilder().setIndex(index).setScore(score(reply, index));
      if (request.getReturnText()) {
        rank.setText(request.getTexts(index));
      }
    }
    return new CallReply<>(message.build(), reply.cost());
  }

  private RankedStream.ScoredText score(RequestContext context, RerankStreamRequest request) {
    RankReply reply =
        scoring.rerank(
            context,
            ContextMetadata.model(),
            request.getQuery(),
            List.of(request.getText()),
            TeiOptions.score(
                request.getTruncate(), request.getTruncationDirection(), request.getRawScores()));
    return new RankedStream.ScoredText(request, score(reply, 0), reply.cost());
  }

  private static float score(RankReply reply, int text) {
    return reply.scored().get(text).score();
  }
}
