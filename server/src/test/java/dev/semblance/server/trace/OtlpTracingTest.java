package dev.semblance.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.search.DataDirectory;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.grpc.GrpcServer;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpServer;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedResponse;

/// What a collector receives of requests, over either protocol.
class OtlpTracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String RECORDED = "00-" + TRACE + "-" + PARENT + "-01";
  private static final EmbedRequest HELLO =
      EmbedRequest.newBuilder().setInputs("secret words").build();

  private final Collector collector = Collector.start();
  private final Tracing tracing =
      OtlpTracing.open(
          new OtlpSettings(
              collector.endpoint(),
              OtlpSettings.Protocol.HTTP,
              "embeddings",
              Map.of("x-collector-key", "open")),
          "1.2");
  private final Path folder = newFolder();
  private final ModelRegistry models = ModelRegistry.of(List.of(new SleepyEmbedder()));
  private final DataDirectory library = DataDirectory.open(folder, name -> models.embedder(name));
  private final Services services = Services.over(models, library, ServiceSettings.STANDARD);
  private final AccessControl access =
      AccessControl.of(List.of(new Key("test", "sesame", Allowance.UNLIMITED)));
  private final HttpServer http =
      HttpServer.start(services, access, tracing, HttpSettings.STANDARD.withPort(0));
  private final GrpcServer grpc =
      GrpcServer.start(services, access, tracing, GrpcSettings.STANDARD);
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", grpc.port()).usePlaintext().build();

  @AfterEach
  void stop() {
    channel.shutdownNow();
    http.close();
    grpc.close();
    tracing.close();
    collector.close();
    library.close();
    deleteAll(folder);
  }

  @Test
  void aRequestIsASpanBelowItsClientsWithItsPartsBelow() {
    assertThat(embed(RECORDED, "Bearer sesame", "{\"inputs\":[\"secret words\",\"more\"]}"))
        .isEqualTo(200);
    List<ReceivedSpan> spans = spansReceived();
    ReceivedSpan request = one("POST /embed", spans);
    assertThat(request.trace()).isEqualTo(TRACE);
    assertThat(request.parent()).isEqualTo(PARENT);
    assertThat(request.kind()).isEqualTo(ReceivedSpan.SERVER);
    assertThat(request.status()).isZero();
    assertThat(request.attributes())
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/embed")
        .containsEntry("http.response.status_code", 200L)
        .containsEntry("gen_ai.request.model", "sleepy")
        .containsEntry("gen_ai.usage.input_tokens", 3L)
        .containsEntry("semblance.inputs", 2L);
    assertParts(request, spans, 2);
  }

  @Test
  void aSearchIsASpanWithTheEmbeddingOfItsQueryBelow() {
    create("c");
    assertThat(
            post(
                "/collections/c/search", RECORDED, "Bearer sesame", "{\"query\":\"secret words\"}"))
        .isEqualTo(200);
    List<ReceivedSpan> spans = spansReceived();
    ReceivedSpan request = one("POST /collections/{collection}/search", spans);
    assertThat(request.trace()).isEqualTo(TRACE);
    assertThat(request.attributes()).containsEntry("gen_ai.request.model", "sleepy");
    List<ReceivedSpan> parts =
        spans.stream().filter(span -> span.parent().equals(request.id())).toList();
    assertThat(parts)
        .extracting(ReceivedSpan::name)
        .containsExactlyInAnyOrder("search", "tokenize", "queue", "encode");
    assertThat(one("search", spans).nanos()).isGreaterThanOrEqualTo(9_000_000);
    assertThat(collector.bytes()).doesNotContain("secret");
  }

  @Test
  void aCallIsASpanBelowItsClientsWithItsPartsBelow() {
    EmbedResponse _ = stub(RECORDED, "Bearer sesame").embed(HELLO);
    List<ReceivedSpan> spans = spansReceived();
    ReceivedSpan call = one("tei.v1.Embed/Embed", spans);
    assertThat(call.trace()).isEqualTo(TRACE);
    assertThat(call.parent()).isEqualTo(PARENT);
    assertThat(call.kind()).isEqualTo(ReceivedSpan.SERVER);
    assertThat(call.attributes())
        .containsEntry("rpc.system", "grpc")
        .containsEntry("rpc.service", "tei.v1.Embed")
        .containsEntry("rpc.method", "Embed")
        .containsEntry("rpc.grpc.status_code", 0L)
        .containsEntry("gen_ai.request.model", "sleepy");
    assertParts(call, spans, 1);
  }

  @Test
  void aStreamIsOneSpanWithThePartsOfAllItsMessages() throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    StreamObserver<EmbedRequest> requests =
        EmbedGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(RECORDED)))
            .embedStream(
                new StreamObserver<>() {
                  @Override
                  public void onNext(EmbedResponse reply) {}

                  @Override
                  public void onError(Throwable failure) {
                    ended.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    ended.complete(null);
                  }
                });
    for (int i = 0; i < 3; i++) {
      requests.onNext(HELLO);
    }
    requests.onCompleted();
    ended.get(10, TimeUnit.SECONDS);
    List<ReceivedSpan> spans = spansReceived();
    ReceivedSpan call = one("tei.v1.Embed/EmbedStream", spans);
    assertThat(call.attributes()).containsEntry("semblance.inputs", 3L);
    assertThat(spans.stream().filter(span -> span.parent().equals(call.id()))).hasSize(9);
  }

  @Test
  void withoutAClientsSpanATraceBegins() {
    embed(null, "Bearer sesame", "{\"inputs\":\"a\"}");
    embed("00-nonsense", "Bearer sesame", "{\"inputs\":\"b\"}");
    assertThat(spansReceived())
        .filteredOn(span -> span.name().equals("POST /embed"))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.parent()).isEmpty())
        .extracting(ReceivedSpan::trace)
        .doesNotHaveDuplicates()
        .doesNotContain(TRACE);
  }

  @Test
  void aTraceThatItsClientDoesNotRecordIsNotSent() {
    String unrecorded = RECORDED.replaceFirst("01$", "00");
    assertThat(embed(unrecorded, "Bearer sesame", "{\"inputs\":\"a\"}")).isEqualTo(200);
    EmbedResponse _ = stub(unrecorded, "Bearer sesame").embed(HELLO);
    assertThat(spansReceived()).isEmpty();
  }

  @Test
  void refusalsAreSentAndAreNoFailuresOfTheServer() {
    assertThat(embed(null, "Bearer guess", "{\"inputs\":\"a\"}")).isEqualTo(401);
    assertThat(embed(null, "Bearer sesame", "{\"inputs\":7}")).isEqualTo(422);
    try {
      EmbedResponse _ = stub(RECORDED, "Bearer guess").embed(HELLO);
    } catch (StatusRuntimeException e) {
      assertThat(e).hasMessageContaining("UNAUTHENTICATED");
    }
    assertThat(spansReceived())
        .allSatisfy(span -> assertThat(span.status()).isZero())
        .extracting(span -> span.name() + status(span, "http.response") + status(span, "rpc.grpc"))
        .containsExactlyInAnyOrder("POST /embed 401", "POST /embed 422", "tei.v1.Embed/Embed 16");
  }

  @Test
  void whoAsksHowTheServerIsLeavesNoSpan() {
    for (String path : List.of("/health", "/metrics", "/docs", "/nowhere")) {
      RunningServer.send(HttpRequest.newBuilder(uri(path)).GET());
    }
    assertThat(spansReceived()).isEmpty();
  }

  @Test
  void saysWhoItIsAndNothingOfWhatWasAsked() {
    embed(RECORDED, "Bearer sesame", "{\"inputs\":\"secret words\"}");
    EmbedResponse _ = stub(RECORDED, "Bearer sesame").embed(HELLO);
    assertThat(spansReceived()).isNotEmpty();
    assertThat(collector.requests())
        .allSatisfy(request -> assertThat(ReceivedSpan.service(request)).isEqualTo("embeddings"));
    assertThat(collector.headers())
        .allSatisfy(
            headers -> assertThat(headers).containsEntry("X-collector-key", List.of("open")));
    assertThat(collector.bytes()).doesNotContain("secret").doesNotContain("sesame");
  }

  /// All spans, as they are after the server has ended.
  private List<ReceivedSpan> spansReceived() {
    http.close();
    channel.shutdownNow();
    grpc.close();
    tracing.close();
    return collector.spans();
  }

  private static ReceivedSpan one(String name, List<ReceivedSpan> spans) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  /// What [SleepyEmbedder] tells of each input: 2 ms, 3 ms and 4 ms.
  private static void assertParts(ReceivedSpan request, List<ReceivedSpan> spans, int inputs) {
    List<ReceivedSpan> parts =
        spans.stream()
            .filter(span -> span.parent().equals(request.id()))
            .sorted(Comparator.comparingLong(ReceivedSpan::start))
            .toList();
    assertThat(parts).extracting(ReceivedSpan::name).containsExactly("tokenize", "queue", "encode");
    assertThat(parts)
        .extracting(ReceivedSpan::nanos)
        .containsExactly(inputs * 2_000_000L, 3_000_000L, 4_000_000L);
    assertThat(parts)
        .allSatisfy(part -> {
          assertThat(part.trace()).isEqualTo(request.trace());
          assertThat(part.start()).isGreaterThanOrEqualTo(request.start());
          assertThat(part.end()).isLessThanOrEqualTo(request.end());
        });
  }

  private static String status(ReceivedSpan span, String of) {
    Object status = span.attributes().get(of + ".status_code");
    return status == null ? "" : " " + status;
  }

  private EmbedGrpc.EmbedBlockingStub stub(String parent, String key) {
    Metadata metadata = metadata(parent);
    metadata.discardAll(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
    metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), key);
    return EmbedGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static Metadata metadata(String parent) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), parent);
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer sesame");
    return metadata;
  }

  private int embed(@Nullable String parent, String key, String body) {
    return post("/embed", parent, key, body);
  }

  private void create(String collection) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/collections/" + collection))
            .header("authorization", "Bearer sesame")
            .PUT(BodyPublishers.noBody());
    assertThat(RunningServer.send(request).status()).isEqualTo(200);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("semblance-trace-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int post(String path, @Nullable String parent, String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/json")
            .header("authorization", key)
            .POST(BodyPublishers.ofString(body));
    if (parent != null) {
      request.header("traceparent", parent);
    }
    return RunningServer.send(request).status();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }
}
