package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Door;
import dev.semblance.server.access.Key;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;

/// How many inputs a key may have over gRPC.
class KeyLimitsTest {
  @Test
  void inputsOfAllCallsCount() {
    Key key = new Key("small", "small", new Allowance(1_000, 1_000, 5));
    try (RunningGrpc server =
        new RunningGrpc(
            new WordEmbedder("words"),
            ServiceSettings.STANDARD,
            Door.of(List.of(key)),
            GrpcSettings.STANDARD)) {
      var stub = EmbeddingsGrpc.newBlockingStub(with("Bearer small", server.channel()));
      assertThat(stub.embed(texts(10)).getEmbeddingsCount()).isEqualTo(10);
      Status refused = Replies.failure(() -> stub.embed(texts(1)));
      assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(refused.getDescription()).contains("'small'", "5 inputs a second");
    }
  }

  private static EmbedRequest texts(int count) {
    EmbedRequest.Builder request = EmbedRequest.newBuilder();
    for (int i = 0; i < count; i++) {
      request.addInputs(Input.newBuilder().setText("word"));
    }
    return request.build();
  }

  private static Channel with(String authorization, Channel channel) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
  }
}
