package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.BlockedEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.KeyRight;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.KeepRangesRequest;
import semblance.v1.ListRangesRequest;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedResponse;

/// Streams of a key with few concurrent requests, of a key with few rights, and at the server's
/// end.
@Timeout(60)
class StreamPlacesTest {
  private static final EmbedRequest TEXT = EmbedRequest.newBuilder().setInputs("a").build();

  private final BlockedEmbedder model = new BlockedEmbedder();
  private final AccessControl access =
      AccessControl.of(
          List.of(
              new Key("few", "few", new Allowance(Integer.MAX_VALUE, 3)),
              new Key("embed", "embed", Allowance.UNLIMITED, Set.of(KeyRight.EMBED))));
  private final RunningGrpc server =
      new RunningGrpc(model, ServiceSettings.STANDARD, access, GrpcSettings.STANDARD);

  @AfterEach
  void stop() {
    model.release();
    server.close();
  }

  @Test
  void messagesOfStreamsCountAsConcurrentRequestsOfTheirKey() throws Exception {
    Replies<EmbedResponse> first = stream("few", 40);
    Replies<EmbedResponse> second = stream("few", 40);
    assertThat(model.awaitCalls(3)).isTrue();
    Status refused = Replies.failure(() -> EmbedGrpc.newBlockingStub(with("few")).embed(TEXT));
    assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    Thread.sleep(200);
    assertThat(model.countedCalls()).as("calls beyond the limit").isZero();
    model.release();
    assertThat(first.status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(second.status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(first.messages()).hasSize(40);
    assertThat(second.messages()).hasSize(40);
    assertThat(access.close(Duration.ofSeconds(10))).isZero();
  }

  @Test
  void idleStreamEndsWhenTheServerStops() throws Exception {
    Replies<EmbedResponse> replies = new Replies<>();
    StreamObserver<EmbedRequest> requests = EmbedGrpc.newStub(with("embed")).embedStream(replies);
    model.release();
    requests.onNext(TEXT);
    while (replies.messages().isEmpty()) {
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    assertThat(access.close(Duration.ofSeconds(20))).isZero();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
    assertThat(replies.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void requestsReceivedBeforeTheServerStopsAreAnswered() throws Exception {
    Replies<EmbedResponse> replies = new Replies<>();
    StreamObserver<EmbedRequest> requests = EmbedGrpc.newStub(with("embed")).embedStream(replies);
    requests.onNext(TEXT);
    assertThat(model.awaitCalls(1)).isTrue();
    assertThat(access.close(Duration.ofMillis(50))).isEqualTo(1);
    requests.onNext(TEXT);
    model.release();
    assertThat(replies.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(replies.messages()).hasSize(1);
    assertThat(access.close(Duration.ofSeconds(10))).isZero();
  }

  @Test
  void methodsNeedTheRightsOfTheirRoutes() {
    model.release();
    var stub = EmbeddingsGrpc.newBlockingStub(with("embed"));
    Status refused = Replies.failure(() -> stub.keepRanges(KeepRangesRequest.getDefaultInstance()));
    assertThat(refused.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(refused.getDescription()).contains("'embed'", "the right 'admin'");
    assertThat(stub.listRanges(ListRangesRequest.getDefaultInstance()).getRangesCount()).isZero();
    assertThat(EmbedGrpc.newBlockingStub(with("embed")).embed(TEXT).getEmbeddingsCount())
        .isPositive();
  }

  private Replies<EmbedResponse> stream(String key, int messages) {
    Replies<EmbedResponse> replies = new Replies<>();
    StreamObserver<EmbedRequest> requests = EmbedGrpc.newStub(with(key)).embedStream(replies);
    for (int i = 0; i < messages; i++) {
      requests.onNext(TEXT);
    }
    requests.onCompleted();
    return replies;
  }

  private Channel with(String key) {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return ClientInterceptors.intercept(
        server.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata));
  }
}
