package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedResponse;
import tei.v1.InfoGrpc;
import tei.v1.InfoRequest;
import tei.v1.InfoResponse;
import tei.v1.ModelType;

class GrpcServerTest {
  private static final EmbedRequest HELLO = EmbedRequest.newBuilder().setInputs("hello").build();

  @Test
  void tellsWhatIsServed() {
    try (RunningGrpc server = RunningGrpc.standard()) {
      InfoResponse info = info(server);
      assertThat(info.getModelId()).isEqualTo("words");
      assertThat(info.getModelDtype()).isEqualTo("float32");
      assertThat(info.getModelType()).isEqualTo(ModelType.MODEL_TYPE_EMBEDDING);
      assertThat(info.getMaxInputLength()).isEqualTo(WordEmbedder.MAX_TOKENS);
      assertThat(info.getMaxClientBatchSize()).isEqualTo(ServiceSettings.STANDARD.limits().batch());
      assertThat(info.getMaxConcurrentRequests()).isPositive();
      assertThat(info.getMaxBatchTokens()).isPositive();
      assertThat(info.getMaxBatchRequests()).isPositive();
      assertThat(info.getTokenizationWorkers()).isPositive();
      assertThat(info.getVersion()).isEqualTo("development");
      assertThat(info.hasModelSha() || info.hasSha() || info.hasDockerLabel()).isFalse();
    }
    try (RunningGrpc server = new RunningGrpc(new LengthClassifier("one"))) {
      assertThat(info(server).getModelType()).isEqualTo(ModelType.MODEL_TYPE_RERANKER);
    }
    try (RunningGrpc server = new RunningGrpc(new LengthClassifier("one", "two"))) {
      assertThat(info(server).getModelType()).isEqualTo(ModelType.MODEL_TYPE_CLASSIFIER);
    }
  }

  @Test
  void healthTellsWhichServicesTheModelCanServe() {
    try (RunningGrpc server = RunningGrpc.standard()) {
      for (String service :
          List.of(
              "",
              "tei.v1.Info",
              "tei.v1.Rerank",
              "tei.v1.Tokenize",
              "tei.v1.Embed",
              "semblance.v1.Embeddings")) {
        assertThat(health(server, service)).isEqualTo(ServingStatus.SERVING);
      }
      assertThat(health(server, "tei.v1.Predict")).isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(Replies.failure(() -> health(server, "tei.v1.Other")).getCode())
          .isEqualTo(Code.NOT_FOUND);
    }
    try (RunningGrpc server = new RunningGrpc(new LengthClassifier("one"))) {
      assertThat(health(server, "tei.v1.Embed")).isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(health(server, "tei.v1.Predict")).isEqualTo(ServingStatus.SERVING);
      assertThat(health(server, "tei.v1.Rerank")).isEqualTo(ServingStatus.SERVING);
    }
    try (RunningGrpc server = new RunningGrpc(new LengthClassifier("one", "two"))) {
      assertThat(health(server, "tei.v1.Predict")).isEqualTo(ServingStatus.SERVING);
      assertThat(health(server, "tei.v1.Rerank")).isEqualTo(ServingStatus.NOT_SERVING);
    }
  }

  @Test
  void refusesCallsWithoutTheKeyButForHealth() {
    AccessControl locked =
        AccessControl.of(List.of(new Key("test", "secret", Allowance.UNLIMITED)));
    try (RunningGrpc server = behind(locked, new WordEmbedder("words"))) {
      var stub = EmbedGrpc.newBlockingStub(server.channel());
      for (var wrong : List.of(stub, with(stub, "Bearer guess"), with(stub, "secret"))) {
        Status status = Replies.failure(() -> wrong.embed(HELLO));
        assertThat(status.getCode()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(status.getDescription()).isEqualTo("No valid auth token");
      }
      assertThat(with(stub, "Bearer secret").embed(HELLO).getEmbeddingsCount()).isEqualTo(64);
      Replies<EmbedResponse> stream =
          Replies.to(EmbedGrpc.newStub(server.channel())::embedStream, List.of(HELLO));
      assertThat(stream.status().getCode()).isEqualTo(Code.UNAUTHENTICATED);
      assertThat(health(server, "")).isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void holdsAKeyToItsRateMessageByMessage() {
    AccessControl narrow =
        AccessControl.of(List.of(new Key("test", "secret", new Allowance(2, 9))));
    try (RunningGrpc server = behind(narrow, new WordEmbedder("words"))) {
      var stub = with(EmbedGrpc.newStub(server.channel()), "Bearer secret");
      Replies<EmbedResponse> stream = Replies.to(stub::embedStream, Collections.nCopies(50, HELLO));
      assertThat(stream.status().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(stream.status().getDescription()).contains("'test'");
      assertThat(health(server, "")).isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void endsCallsThatAreInsideAndLetsNoOtherIn() throws Exception {
    AccessControl access = AccessControl.open();
    var model = new WaitingEmbedder();
    try (RunningGrpc server = behind(access, model)) {
      var inside = EmbedGrpc.newFutureStub(server.channel()).embed(HELLO);
      assertThat(model.began(1)).isTrue();
      assertThat(access.close(Duration.ofMillis(50))).isEqualTo(1);
      assertThat(health(server, "")).isEqualTo(ServingStatus.NOT_SERVING);
      var stub = EmbedGrpc.newBlockingStub(server.channel());
      assertThat(Replies.failure(() -> stub.embed(HELLO)).getCode()).isEqualTo(Code.UNAVAILABLE);
      boolean _ = inside.cancel(true);
      assertThat(access.close(Duration.ofSeconds(10))).isZero();
    }
  }

  private static RunningGrpc behind(AccessControl access, Model model) {
    return new RunningGrpc(model, ServiceSettings.STANDARD, access, GrpcSettings.STANDARD);
  }

  @Test
  void refusesAMessageOverTheLimit() {
    var small = GrpcSettings.STANDARD.with(new GrpcSettings.MessageLimits(1_000, 8));
    try (RunningGrpc server =
        new RunningGrpc(new WordEmbedder("words"), ServiceSettings.STANDARD, small)) {
      var stub = EmbedGrpc.newBlockingStub(server.channel());
      EmbedRequest large = EmbedRequest.newBuilder().setInputs("x".repeat(1_000)).build();
      assertThat(Replies.failure(() -> stub.embed(large)).getCode())
          .isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(Replies.failure(() -> stub.withCompression("gzip").embed(large)).getCode())
          .isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(stub.embed(HELLO).getEmbeddingsCount()).isEqualTo(64);
    }
  }

  @Test
  void aDeadlineThatPassesInterruptsTheWork() throws InterruptedException {
    WaitingEmbedder embedder = new WaitingEmbedder();
    try (RunningGrpc server = new RunningGrpc(embedder)) {
      var stub = EmbedGrpc.newBlockingStub(server.channel());
      // A busy machine may not bring a call to the embedder before a short deadline.
      for (int millis = 250; millis < 60_000 && embedder.begun() == 0; millis *= 2) {
        var bounded = stub.withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
        assertThat(Replies.failure(() -> bounded.embed(HELLO)).getCode())
            .isEqualTo(Code.DEADLINE_EXCEEDED);
      }
      assertThat(embedder.wasInterrupted(1)).isTrue();
    }
  }

  @Test
  void aClientThatGivesUpInterruptsTheWork() throws InterruptedException {
    WaitingEmbedder embedder = new WaitingEmbedder();
    try (RunningGrpc server = new RunningGrpc(embedder)) {
      var stub = EmbedGrpc.newStub(server.channel());
      Replies<EmbedResponse> unary = new Replies<>();
      Replies<EmbedResponse> stream = new Replies<>();
      try (var context = Context.current().withCancellation()) {
        context.run(() -> {
          stub.embed(HELLO, unary);
          var requests = stub.embedStream(stream);
          IntStream.range(0, 20).forEach(_ -> requests.onNext(HELLO));
        });
        assertThat(embedder.began(21)).isTrue();
        context.cancel(null);
      }
      assertThat(unary.status().getCode()).isEqualTo(Code.CANCELLED);
      assertThat(stream.status().getCode()).isEqualTo(Code.CANCELLED);
      assertThat(embedder.wasInterrupted(21)).isTrue();
    }
  }

  @Test
  void aStreamIsNotReadFartherThanItIsWorkedOn() throws InterruptedException {
    WaitingEmbedder embedder = new WaitingEmbedder();
    var narrow = GrpcSettings.STANDARD.with(new GrpcSettings.MessageLimits(1_000, 4));
    try (RunningGrpc server = new RunningGrpc(embedder, ServiceSettings.STANDARD, narrow)) {
      Replies<EmbedResponse> replies = new Replies<>();
      var requests = EmbedGrpc.newStub(server.channel()).embedStream(replies);
      IntStream.range(0, 100).forEach(_ -> requests.onNext(HELLO));
      assertThat(embedder.began(4)).isTrue();
      Thread.sleep(200);
      requests.onError(new InterruptedException("enough"));
      assertThat(embedder.wasInterrupted(4)).isTrue();
      assertThat(embedder.begun()).isZero();
    }
  }

  @Test
  void anOverloadedServerSaysWhenToComeAgain() throws InvalidProtocolBufferException {
    var full = new FailingEmbedder(new SemblanceException(Fault.OVERLOADED, "full"));
    try (RunningGrpc server = new RunningGrpc(full)) {
      var stub = EmbedGrpc.newBlockingStub(server.channel());
      StatusRuntimeException refusal =
          catchThrowableOfType(StatusRuntimeException.class, () -> stub.embed(HELLO));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
      assertThat(refusal.getStatus().getDescription()).isEqualTo("Model is overloaded");
      var details = Objects.requireNonNull(StatusProto.fromThrowable(refusal)).getDetails(0);
      assertThat(details.unpack(RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(1);
      Metadata trailers = Objects.requireNonNull(refusal.getTrailers());
      assertThat(
              trailers.get(
                  Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER)))
          .isEqualTo("1000");
    }
  }

  @Test
  void everyFaultHasItsStatus() {
    for (Fault fault : Fault.values()) {
      Code wanted =
          switch (fault) {
            case EMPTY, INVALID, TOO_LARGE -> Code.INVALID_ARGUMENT;
            case UNSUPPORTED, UNTOKENIZABLE, BROKEN_MODEL -> Code.FAILED_PRECONDITION;
            case OVERLOADED, DISK_FULL -> Code.RESOURCE_EXHAUSTED;
            case NOT_FOUND -> Code.NOT_FOUND;
            case CANCELLED -> Code.CANCELLED;
            case CORRUPT_INDEX -> Code.DATA_LOSS;
            case INTERNAL -> Code.INTERNAL;
          };
      assertThat(failureOf(new SemblanceException(fault, "why")).getCode()).isEqualTo(wanted);
    }
    assertThat(failureOf(new IllegalStateException("a defect")).getCode()).isEqualTo(Code.INTERNAL);
  }

  @Test
  void aTakenPortIsSaidAsSuch() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Services services =
          Services.over(List.of(new WordEmbedder("words")), null, ServiceSettings.STANDARD);
      var settings =
          GrpcSettings.STANDARD.with(new ListenAddress("0.0.0.0", taken.getLocalPort(), null));
      assertThatThrownBy(() -> GrpcServer.start(services, settings))
          .isInstanceOf(SemblanceException.class)
          .hasMessageStartingWith("cannot listen on port " + taken.getLocalPort());
    }
  }

  private static Status failureOf(RuntimeException thrown) {
    try (RunningGrpc server = new RunningGrpc(new FailingEmbedder(thrown))) {
      return Replies.failure(() -> EmbedGrpc.newBlockingStub(server.channel()).embed(HELLO));
    }
  }

  private static InfoResponse info(RunningGrpc server) {
    return InfoGrpc.newBlockingStub(server.channel()).info(InfoRequest.getDefaultInstance());
  }

  private static ServingStatus health(RunningGrpc server, String service) {
    return HealthGrpc.newBlockingStub(server.channel())
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  private static <S extends AbstractStub<S>> S with(S stub, String authorization) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }
}
