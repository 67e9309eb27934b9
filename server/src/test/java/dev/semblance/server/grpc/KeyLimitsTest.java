package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import semblance.v1.KeepRangesRequest;

/// How many inputs a key may have over gRPC.
class KeyLimitsTest {
  @Test
  void inputsOfAllCallsCount() {
    Key key = new Key("small", "small", new Allowance(1_000, 1_000, 5));
    try (RunningGrpc server =
        new RunningGrpc(
            new WordEmbedder("words"),
            ServiceSettings.STANDARD,
            AccessControl.of(List.of(key)),
            GrpcSettings.STANDARD)) {
      var stub = EmbeddingsGrpc.newBlockingStub(with("Bearer small", server.channel()));
      assertThat(stub.embed(texts(200)).getEmbeddingsCount()).isEqualTo(200);
      Status refused = Replies.failure(() -> stub.embed(texts(1)));
      assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(refused.getDescription()).contains("'small'", "5 inputs a second");
    }
  }

  @Test
  void withoutAKeyAPublicServerIsNotCalibrated() {
    var services =
        Services.over(List.of(new WordEmbedder("words")), null, ServiceSettings.STANDARD);
    // An address that nothing says is only this machine's.
    var settings = GrpcSettings.STANDARD.with(ListenAddress.locally(0).withHost("127.0.0.2"));
    try (GrpcServer server = GrpcServer.start(services, settings)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.2", server.port()).usePlaintext().build();
      var stub = EmbeddingsGrpc.newBlockingStub(channel);
      Status refused =
          Replies.failure(() -> stub.keepRanges(KeepRangesRequest.getDefaultInstance()));
      assertThat(refused.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(refused.getDescription()).contains("no API key and other machines reach it");
      assertThat(stub.embed(texts(1)).getEmbeddingsCount()).isEqualTo(1);
      channel.shutdownNow();
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
