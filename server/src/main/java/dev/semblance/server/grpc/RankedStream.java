package dev.semblance.server.grpc;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.request.Cost;
import dev.semblance.server.service.RankReply;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tei.v1.RerankResponse;
import tei.v1.RerankStreamRequest;

/// A stream of texts that are scored as they arrive and ranked at its end. `raw_scores` and
/// `return_text` of the first message hold for all. *One thread at a time.*
final class RankedStream implements StreamObserver<RerankStreamRequest> {
  private final StreamObserver<RerankStreamRequest> scoring;
  private @Nullable RerankStreamRequest first;

  RankedStream(StreamObserver<RerankStreamRequest> scoring) {
    this.scoring = scoring;
  }

  @Override
  public void onNext(RerankStreamRequest request) {
    first = first == null ? request : first;
    scoring.onNext(
        request.toBuilder()
            .setRawScores(first.getRawScores())
            .setReturnText(first.getReturnText())
            .build());
  }

  @Override
  public void onError(Throwable cancelled) {
    scoring.onError(cancelled);
  }

  @Override
  public void onCompleted() {
    scoring.onCompleted();
  }

  /// A text with its score and cost.
  record ScoredText(RerankStreamRequest request, float score, Cost cost) {}

  /// Collects the scores, and replies with all of them at the end. *One thread at a time.*
  static final class StreamRanking implements OrderedStream.ReplySink<ScoredText> {
    private final StreamObserver<RerankResponse> out;
    private final int maxTexts;
    private final long start = System.nanoTime();
    private final List<ScoredText> texts = new ArrayList<>();

    /// @param maxTexts limit of texts in a stream
    StreamRanking(StreamObserver<RerankResponse> out, int maxTexts) {
      this.out = out;
      this.maxTexts = maxTexts;
    }

    @Override
    public void take(ScoredText text) {
      texts.add(text);
      if (texts.size() > maxTexts) {
        throw new SemblanceException(
            Fault.TOO_LARGE,
            "batch size " + texts.size() + " > maximum allowed batch size " + maxTexts);
      }
    }

    @Override
    public void end() {
      if (texts.isEmpty()) {
        throw new SemblanceException(Fault.EMPTY, "`texts` cannot be empty");
      }
      out.onNext(ranks());
      out.onCompleted();
    }

    /// Names the text: no reply has shown yet how many texts were scored.
    @Override
    public Throwable failureOf(Throwable failure) {
      return failure instanceof SemblanceException fault && fault.input() >= 0
          ? fault.ofInput(texts.size(), true)
          : failure;
    }

    private RerankResponse ranks() {
      float[] scores = new float[texts.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = texts.get(i).score();
      }
      Cost cost =
          Cost.together(texts.stream().map(ScoredText::cost).toList(), System.nanoTime() - start);
      RerankResponse.Builder message =
          RerankResponse.newBuilder().setMetadata(TeiOptions.metadata(cost));
      for (int index : RankReply.bestFirst(scores)) {
        var rank = message.addRanksBuilder().setIndex(index).setScore(scores[index]);
        RerankStreamRequest request = texts.get(index).request();
        if (request.getReturnText()) {
          rank.setText(request.getText());
        }
      }
      return message.build();
    }
  }
}
