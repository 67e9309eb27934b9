package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Priority;
import dev.semblance.Scheduling;
import dev.semblance.server.RecordingEmbedder;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.RerankGrpc;
import tei.v1.RerankRequest;

class SchedulingMetadataTest {
  private static final EmbedRequest HELLO = EmbedRequest.newBuilder().setInputs("hello").build();

  private final RecordingEmbedder embedder = new RecordingEmbedder();
  private final RunningGrpc server = new RunningGrpc(embedder);

  @AfterEach
  void stop() {
    server.close();
  }

  private Channel saying(String key, String value) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
    return ClientInterceptors.intercept(
        server.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  @Test
  void everyServiceHearsWhoWaits() {
    Channel bulk = saying("x-semblance-priority", "bulk");
    var _ = EmbedGrpc.newBlockingStub(bulk).embed(HELLO);
    var _ =
        RerankGrpc.newBlockingStub(bulk)
            .rerank(RerankRequest.newBuilder().setQuery("a").addTexts("b").build());
    assertThat(embedder.scheduling())
        .hasSizeGreaterThan(1)
        .allSatisfy(scheduling -> assertThat(scheduling.priority()).isEqualTo(Priority.BULK));
  }

  @Test
  void metadataOverruleTheMessage() {
    var request =
        semblance.v1.EmbedRequest.newBuilder()
            .addInputs(Input.newBuilder().setText("a"))
            .setBulk(true)
            .build();
    var _ =
        EmbeddingsGrpc.newBlockingStub(saying("x-semblance-priority", "interactive"))
            .embed(request);
    assertThat(embedder.scheduling())
        .extracting(Scheduling::priority)
        .containsExactly(Priority.INTERACTIVE);
  }

  @Test
  void theNearerOfTwoDeadlinesHolds() {
    Channel five = saying("x-semblance-deadline-ms", "5000");
    var _ = EmbedGrpc.newBlockingStub(five).withDeadlineAfter(1, TimeUnit.HOURS).embed(HELLO);
    var _ = EmbedGrpc.newBlockingStub(five).withDeadlineAfter(3, TimeUnit.SECONDS).embed(HELLO);
    List<Scheduling> seen = embedder.scheduling();
    assertThat(seen.get(0).deadline()).isBetween(Duration.ofMillis(1), Duration.ofMillis(5000));
    assertThat(seen.get(1).deadline()).isBetween(Duration.ofMillis(1), Duration.ofMillis(3000));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(
            () -> EmbedGrpc.newBlockingStub(saying("x-semblance-priority", "urgent")).embed(HELLO))
        .hasMessageContaining("INVALID_ARGUMENT: `x-semblance-priority` must be");
    assertThatThrownBy(
            () -> EmbedGrpc.newBlockingStub(saying("x-semblance-deadline-ms", "0")).embed(HELLO))
        .hasMessageContaining("INVALID_ARGUMENT: `x-semblance-deadline-ms` must be");
    assertThat(embedder.scheduling()).isEmpty();
  }
}
