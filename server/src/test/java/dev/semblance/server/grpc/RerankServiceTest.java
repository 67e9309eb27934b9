package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.LengthClassifier;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tei.v1.Rank;
import tei.v1.RerankGrpc;
import tei.v1.RerankRequest;
import tei.v1.RerankResponse;
import tei.v1.RerankStreamRequest;

class RerankServiceTest {
  private static final RunningGrpc SERVER =
      new RunningGrpc(
          new LengthClassifier("fits"),
          ServiceSettings.STANDARD.withMaxClientBatch(100),
          GrpcSettings.STANDARD);
  private static final RerankGrpc.RerankBlockingStub STUB =
      RerankGrpc.newBlockingStub(SERVER.channel());

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void ranksTextsBestFirstAndEqualOnesInReverse() {
    RerankResponse reply = STUB.rerank(request("aa", "bbbb", "cc", "dddd").build());
    assertThat(reply.getRanksList()).extracting(Rank::getIndex).containsExactly(3, 1, 2, 0);
    assertThat(reply.getRanksList()).extracting(Rank::getScore).startsWith(.04f, .04f);
    assertThat(reply.getRanksList()).noneMatch(Rank::hasText);
    assertThat(reply.getMetadata().getComputeTokens()).isEqualTo(12);
  }

  @Test
  void returnsTextsAndRawScoresWhereTheyAreAskedFor() {
    RerankResponse reply =
        STUB.rerank(request("aa", "bbbb").setReturnText(true).setRawScores(true).build());
    assertThat(reply.getRanksList())
        .containsExactly(
            Rank.newBuilder().setIndex(1).setText("bbbb").setScore(4).build(),
            Rank.newBuilder().setIndex(0).setText("aa").setScore(2).build());
  }

  @Test
  void refusesNoTextsAndTooMany() {
    Status none = Replies.failure(() -> STUB.rerank(request().build()));
    assertThat(none.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(none.getDescription()).isEqualTo("`texts` cannot be empty");
    String[] many = IntStream.range(0, 101).mapToObj(Integer::toString).toArray(String[]::new);
    Status tooMany = Replies.failure(() -> STUB.rerank(request(many).build()));
    assertThat(tooMany.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(tooMany.getDescription())
        .isEqualTo("batch size 101 > maximum allowed batch size 100");
  }

  @Test
  void aStreamIsRankedAtItsEnd() {
    Replies<RerankResponse> replies = stream(List.of(text("aa"), text("bbbb"), text("ccc")));
    assertThat(replies.messages()).hasSize(1);
    assertThat(replies.messages().getFirst().getRanksList())
        .extracting(Rank::getIndex)
        .containsExactly(1, 2, 0);
    assertThat(replies.messages().getFirst().getMetadata().getComputeTokens()).isEqualTo(9);
  }

  @Test
  void theFirstMessageOfAStreamDecidesOnRawScoresAndTexts() {
    RerankStreamRequest asking =
        text("aa").toBuilder().setRawScores(true).setReturnText(true).build();
    assertThat(stream(List.of(asking, text("b"))).messages().getFirst().getRanksList())
        .containsExactly(
            Rank.newBuilder().setIndex(0).setText("aa").setScore(2).build(),
            Rank.newBuilder().setIndex(1).setText("b").setScore(1).build());
    assertThat(stream(List.of(text("b"), asking)).messages().getFirst().getRanksList())
        .containsExactly(
            Rank.newBuilder().setIndex(1).setScore(.02f).build(),
            Rank.newBuilder().setIndex(0).setScore(.01f).build());
  }

  @Test
  void refusesAStreamOfNothingAndOneOfTooMany() {
    assertThat(stream(List.of()).status())
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(Code.INVALID_ARGUMENT, "`texts` cannot be empty");
    List<RerankStreamRequest> many =
        IntStream.range(0, 500).mapToObj(i -> text("text " + i)).toList();
    assertThat(stream(many).status())
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(Code.INVALID_ARGUMENT, "batch size 101 > maximum allowed batch size 100");
  }

  @Test
  void aBadTextIsNamed() {
    String why = "Input validation error: `inputs` cannot be empty (input 1)";
    RerankRequest two = RerankRequest.newBuilder().addTexts("a").addTexts("").build();
    Status status = Replies.failure(() -> RerankGrpc.newBlockingStub(SERVER.channel()).rerank(two));
    assertThat(status.getDescription()).isEqualTo(why);
    RerankStreamRequest empty = RerankStreamRequest.getDefaultInstance();
    assertThat(stream(List.of(text("a"), empty, text("b"))).status())
        .extracting(Status::getCode, Status::getDescription)
        .containsExactly(Code.INVALID_ARGUMENT, why);
  }

  @Test
  void modelsOfSeveralLabelsRankNothing() {
    try (RunningGrpc server = new RunningGrpc(new LengthClassifier("a", "b"))) {
      var stub = RerankGrpc.newBlockingStub(server.channel());
      Status status = Replies.failure(() -> stub.rerank(request("a").build()));
      assertThat(status.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(status.getDescription())
          .isEqualTo("Backend error: model is not a re-ranker model");
    }
  }

  private static Replies<RerankResponse> stream(List<RerankStreamRequest> texts) {
    return Replies.to(RerankGrpc.newStub(SERVER.channel())::rerankStream, texts);
  }

  private static RerankRequest.Builder request(String... texts) {
    return RerankRequest.newBuilder().setQuery("query").addAllTexts(List.of(texts));
  }

  private static RerankStreamRequest text(String text) {
    return RerankStreamRequest.newBuilder().setQuery("query").setText(text).build();
  }
}
