package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.LengthClassifier;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tei.v1.PredictGrpc;
import tei.v1.PredictPairRequest;
import tei.v1.PredictRequest;
import tei.v1.PredictResponse;
import tei.v1.Prediction;

class PredictServiceTest {
  private static final RunningGrpc SERVER = new RunningGrpc(new LengthClassifier("low", "high"));
  private static final PredictGrpc.PredictBlockingStub STUB =
      PredictGrpc.newBlockingStub(SERVER.channel());

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void answersEveryLabelBestFirst() {
    assertThat(STUB.predict(PredictRequest.newBuilder().setInputs("abcde").build()))
        .satisfies(reply ->
            assertThat(reply.getPredictionsList())
                .containsExactly(prediction(0.1f, "high"), prediction(0.05f, "low")))
        .satisfies(reply -> assertThat(reply.getMetadata().getComputeTokens()).isEqualTo(5));
  }

  @Test
  void answersRawScoresWhereTheyAreAskedFor() {
    var request = PredictRequest.newBuilder().setInputs("abcde").setRawScores(true).build();
    assertThat(STUB.predict(request).getPredictionsList())
        .containsExactly(prediction(10, "high"), prediction(5, "low"));
  }

  @Test
  void takesATextOrAPair() {
    assertThat(STUB.predictPair(pair("abc")).getPredictions(1)).isEqualTo(prediction(.03f, "low"));
    assertThat(STUB.predictPair(pair("abc", "d")).getPredictions(1))
        .isEqualTo(prediction(.01f, "low"));
    for (PredictPairRequest wrong : List.of(pair(), pair("a", "b", "c"), pair(""), pair("", ""))) {
      Status status = Replies.failure(() -> STUB.predictPair(wrong));
      assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void streamsAnswerInTheOrderOfTheRequests() {
    var stub = PredictGrpc.newStub(SERVER.channel());
    Replies<PredictResponse> singles =
        Replies.to(
            stub::predictStream,
            IntStream.rangeClosed(1, 300)
                .mapToObj(i -> PredictRequest.newBuilder().setInputs("x".repeat(i)).build())
                .toList());
    Replies<PredictResponse> pairs =
        Replies.to(
            stub::predictPairStream,
            IntStream.rangeClosed(1, 300).mapToObj(i -> pair("q", "x".repeat(i))).toList());
    for (var replies : List.of(singles, pairs)) {
      assertThat(replies.status().isOk()).isTrue();
      assertThat(replies.messages())
          .extracting(reply -> reply.getMetadata().getComputeTokens())
          .isEqualTo(IntStream.rangeClosed(1, 300).boxed().toList());
    }
  }

  @Test
  void refusesAnEmptyText() {
    Status status = Replies.failure(() -> STUB.predict(PredictRequest.getDefaultInstance()));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription())
        .isEqualTo("Input validation error: `inputs` cannot be empty");
  }

  @Test
  void embeddersPredictNothing() {
    try (RunningGrpc server = RunningGrpc.standard()) {
      var stub = PredictGrpc.newBlockingStub(server.channel());
      Status status =
          Replies.failure(() -> stub.predict(PredictRequest.newBuilder().setInputs("a").build()));
      assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(status.getDescription())
          .isEqualTo("Backend error: Model is not a classifier model");
    }
  }

  private static PredictPairRequest pair(String... inputs) {
    return PredictPairRequest.newBuilder().addAllInputs(List.of(inputs)).build();
  }

  private static Prediction prediction(float score, String label) {
    return Prediction.newBuilder().setScore(score).setLabel(label).build();
  }
}
