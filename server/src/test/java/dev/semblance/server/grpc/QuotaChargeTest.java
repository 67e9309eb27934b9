package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import tei.v1.DecodeRequest;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EncodeRequest;
import tei.v1.RerankGrpc;
import tei.v1.RerankRequest;
import tei.v1.TokenizeGrpc;

/// Each kind of call is charged for its inputs, once. The clock stands still, so the quota is not
/// refilled.
class QuotaChargeTest {
  private static final int MANY = 1_000;

  @Test
  void embeddingIsChargedOnce() {
    assertCharged(
        1,
        channel -> {
          var _ =
              EmbedGrpc.newBlockingStub(channel)
                  .embed(EmbedRequest.newBuilder().setInputs("a").build());
        });
  }

  @Test
  void aBatchIsChargedOnceForItsInputs() {
    assertCharged(
        3,
        channel -> {
          var request = semblance.v1.EmbedRequest.newBuilder();
          for (String text : List.of("a", "b", "c")) {
            request.addInputs(Input.newBuilder().setText(text));
          }
          var _ = EmbeddingsGrpc.newBlockingStub(channel).embed(request.build());
        });
  }

  @Test
  void rerankingIsChargedOnceForItsTexts() {
    assertCharged(
        2,
        channel -> {
          var request = RerankRequest.newBuilder().setQuery("a").addTexts("b").addTexts("c");
          var _ = RerankGrpc.newBlockingStub(channel).rerank(request.build());
        });
  }

  @Test
  void tokenizingAndDecodingAreChargedOnce() {
    assertCharged(1, QuotaChargeTest::tokenize);
    assertCharged(
        1,
        channel -> {
          var _ =
              TokenizeGrpc.newBlockingStub(channel)
                  .decode(DecodeRequest.newBuilder().addIds(97).build());
        });
  }

  private static void assertCharged(int inputs, Consumer<Channel> call) {
    // One more than the call takes: so much is left for one input, and nothing for a second.
    Key key = new Key("test", "sesame", new Allowance(MANY, MANY, inputs + 1));
    try (RunningGrpc server =
        new RunningGrpc(
            new WordEmbedder("words"),
            ServiceSettings.STANDARD,
            AccessControl.of(List.of(key), () -> 0),
            GrpcSettings.STANDARD)) {
      Channel channel = keyed(server.channel());
      call.accept(channel);
      tokenize(channel);
      Status refused = Replies.failure(() -> tokenize(channel));
      assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  private static void tokenize(Channel channel) {
    var _ =
        TokenizeGrpc.newBlockingStub(channel)
            .tokenize(EncodeRequest.newBuilder().setInputs("a").build());
  }

  private static Channel keyed(Channel channel) {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer sesame");
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }
}
