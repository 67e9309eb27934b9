package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tei.v1.DecodeRequest;
import tei.v1.DecodeResponse;
import tei.v1.EncodeRequest;
import tei.v1.EncodeResponse;
import tei.v1.SimpleToken;
import tei.v1.TokenizeGrpc;

class TokenizeServiceTest {
  private static final RunningGrpc SERVER = RunningGrpc.standard();
  private static final TokenizeGrpc.TokenizeBlockingStub STUB =
      TokenizeGrpc.newBlockingStub(SERVER.channel());

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void leavesSpecialTokensOutUnlessTheyAreAskedFor() {
    SimpleToken letter =
        SimpleToken.newBuilder().setId('é').setText("é").setStart(0).setStop(2).build();
    EncodeRequest.Builder request = EncodeRequest.newBuilder().setInputs("é");
    assertThat(STUB.tokenize(request.build()).getTokensList()).containsExactly(letter);
    assertThat(STUB.tokenize(request.setAddSpecialTokens(true).build()).getTokensList())
        .containsExactly(special(1, "<s>"), letter, special(2, "</s>"));
  }

  @Test
  void placesCountThePrompt() {
    EncodeResponse reply =
        STUB.tokenize(EncodeRequest.newBuilder().setInputs("x").setPromptName("query").build());
    assertThat(reply.getTokensList().getLast().getStart()).isEqualTo("query: ".length());
  }

  @Test
  void decodesWithSpecialTokensUnlessTheyAreToBeSkipped() {
    DecodeRequest.Builder request = DecodeRequest.newBuilder().addAllIds(List.of(1, (int) 'a', 2));
    assertThat(STUB.decode(request.build()).getText()).isEqualTo("<s>a</s>");
    assertThat(STUB.decode(request.setSkipSpecialTokens(true).build()).getText()).isEqualTo("a");
  }

  @Test
  void refusesNothingAndUnknownIds() {
    refused(
        "Input validation error: `inputs` cannot be empty",
        () -> STUB.tokenize(EncodeRequest.getDefaultInstance()));
    refused(
        "Input validation error: `input_ids` cannot be empty",
        () -> STUB.decode(DecodeRequest.getDefaultInstance()));
    refused(
        "Input validation error: token id 4294967295 is not in the vocabulary of 1114112",
        () -> STUB.decode(DecodeRequest.newBuilder().addIds(-1).build()));
  }

  @Test
  void streamsAnswerInTheOrderOfTheRequests() {
    var stub = TokenizeGrpc.newStub(SERVER.channel());
    Replies<EncodeResponse> tokens =
        Replies.to(
            stub::tokenizeStream,
            IntStream.range(1, 300)
                .mapToObj(i -> EncodeRequest.newBuilder().setInputs("x".repeat(i)).build())
                .toList());
    assertThat(tokens.messages())
        .extracting(EncodeResponse::getTokensCount)
        .isEqualTo(IntStream.range(1, 300).boxed().toList());
    Replies<DecodeResponse> texts =
        Replies.to(
            stub::decodeStream,
            List.of(
                DecodeRequest.newBuilder().addIds('a').build(),
                DecodeRequest.newBuilder().addIds('b').build(),
                DecodeRequest.getDefaultInstance()));
    assertThat(texts.messages()).extracting(DecodeResponse::getText).containsExactly("a", "b");
    assertThat(texts.status().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private static SimpleToken special(int id, String text) {
    return SimpleToken.newBuilder().setId(id).setText(text).setSpecial(true).build();
  }

  private static void refused(String message, Runnable call) {
    Status status = Replies.failure(call);
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).isEqualTo(message);
  }
}
