package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.WordEmbedder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tei.v1.EmbedAllRequest;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedResponse;
import tei.v1.EmbedSparseRequest;
import tei.v1.TruncationDirection;

class EmbedServiceTest {
  private static final Embedder EMBEDDER = new WordEmbedder("words");
  private static final RunningGrpc SERVER = new RunningGrpc(EMBEDDER);
  private static final EmbedGrpc.EmbedBlockingStub STUB =
      EmbedGrpc.newBlockingStub(SERVER.channel());
  private static final String LONG = "word ".repeat(WordEmbedder.MAX_TOKENS) + "end";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void answersAVectorOfLengthOne() {
    EmbedResponse reply = STUB.embed(request("good morning").build());
    assertThat(floats(reply)).isEqualTo(EMBEDDER.embed("good morning", EmbedOptions.DEFAULT));
    assertThat(reply.getMetadata().getComputeTokens()).isEqualTo(2);
    assertThat(reply.getMetadata().getComputeChars()).isEqualTo(12);
    assertThat(reply.getMetadata().getTokenizationTimeNs()).isEqualTo(2_000_000);
    assertThat(reply.getMetadata().getQueueTimeNs()).isEqualTo(3_000_000);
    assertThat(reply.getMetadata().getInferenceTimeNs()).isEqualTo(4_000_000);
    assertThat(reply.getMetadata().getTotalTimeNs()).isPositive();
  }

  @Test
  void normalizesByDefault() {
    EmbedResponse raw = STUB.embed(request("a a a").setNormalize(false).build());
    assertThat(length(raw)).isCloseTo(3, within(1e-6));
    assertThat(length(STUB.embed(request("a a a").setNormalize(true).build())))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void cutsAndThenNormalizes() {
    EmbedResponse cut = STUB.embed(request("some words to embed").setDimensions(8).build());
    assertThat(floats(cut))
        .isEqualTo(
            EMBEDDER.embed(
                "some words to embed", EmbedOptions.DEFAULT.with(new OutputForm(true, 8))));
    for (int wrong : new int[] {0, WordEmbedder.WIDTH + 1, -1}) {
      assertThat(failure(request("a").setDimensions(wrong))).isEqualTo(Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void refusesALongTextByDefault() {
    Status status = Replies.failure(() -> STUB.embed(request(LONG).build()));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription())
        .isEqualTo("Input validation error: `inputs` must have less than 512 tokens. Given: 513");
    EmbedRequest.Builder cut = request("first " + LONG).setTruncate(true).setNormalize(false);
    float[] right = floats(STUB.embed(cut.build()));
    cut.setTruncationDirection(TruncationDirection.TRUNCATION_DIRECTION_LEFT);
    assertThat(floats(STUB.embed(cut.build()))).isNotEqualTo(right);
    cut.setTruncationDirectionValue(7);
    assertThat(failure(cut)).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void putsThePromptOfThatNameBefore() {
    assertThat(floats(STUB.embed(request("it").setPromptName("shout").build())))
        .isEqualTo(EMBEDDER.embed("it", EmbedOptions.DEFAULT.with(new Prompt.Named("shout"))));
    assertThat(failure(request("it").setPromptName("x".repeat(100_000))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void refusesNothing() {
    Status status = Replies.failure(() -> STUB.embed(EmbedRequest.getDefaultInstance()));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription())
        .isEqualTo("Input validation error: `inputs` cannot be empty");
  }

  @Test
  void tellsWhatItCostInMetadata() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    STUB.withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
        .embed(request("good morning").build());
    assertThat(value(headers, "x-compute-type")).isEqualTo("cpu");
    assertThat(value(headers, "x-compute-characters")).isEqualTo("12");
    assertThat(value(headers, "x-compute-tokens")).isEqualTo("2");
    assertThat(value(headers, "x-tokenization-time")).isEqualTo("2");
    assertThat(value(headers, "x-queue-time")).isEqualTo("3");
    assertThat(value(headers, "x-inference-time")).isEqualTo("4");
    assertThat(value(headers, "x-total-time")).matches("\\d+");
    assertThat(value(headers, "x-compute-time")).matches("\\d+");
  }

  @Test
  void tellsInMetadataWhenAModelDoesNotDeclareThatItMayBeCut() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    STUB.withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
        .embed(request("good morning").setDimensions(8).build());
    assertThat(value(headers, "x-semblance-warning")).contains("Matryoshka", "8 of 64 dimensions");
  }

  @Test
  void streamsAnswerInTheOrderOfTheRequests() {
    List<EmbedRequest> requests =
        IntStream.range(0, 3_000).mapToObj(i -> request("text " + i).build()).toList();
    Replies<EmbedResponse> replies =
        Replies.to(EmbedGrpc.newStub(SERVER.channel())::embedStream, requests);
    assertThat(replies.status().isOk()).isTrue();
    assertThat(replies.messages()).hasSize(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      assertThat(floats(replies.messages().get(i)))
          .isEqualTo(EMBEDDER.embed("text " + i, EmbedOptions.DEFAULT));
    }
  }

  @Test
  void aFailureEndsAStreamAfterTheRepliesBeforeIt() {
    List<EmbedRequest> requests = new ArrayList<>();
    IntStream.range(0, 50).forEach(i -> requests.add(request("text " + i).build()));
    requests.add(request("").build());
    IntStream.range(0, 50).forEach(i -> requests.add(request("more " + i).build()));
    Replies<EmbedResponse> replies =
        Replies.to(EmbedGrpc.newStub(SERVER.channel())::embedStream, requests);
    assertThat(replies.messages()).hasSize(50);
    assertThat(replies.status().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(replies.status().getDescription())
        .isEqualTo("Input validation error: `inputs` cannot be empty");
  }

  @Test
  void anEmptyStreamIsAnsweredWithNothing() {
    Replies<EmbedResponse> replies =
        Replies.to(EmbedGrpc.newStub(SERVER.channel())::embedStream, List.of());
    assertThat(replies.status().isOk()).isTrue();
    assertThat(replies.messages()).isEmpty();
  }

  @Test
  void wordsTheWrongKindOfModelAsItsClientsKnowIt() {
    Status sparse =
        Replies.failure(
            () -> STUB.embedSparse(EmbedSparseRequest.newBuilder().setInputs("a").build()));
    assertThat(sparse.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(sparse.getDescription())
        .isEqualTo("Backend error: Model is not an embedding model with SPLADE pooling");
    try (RunningGrpc server = new RunningGrpc(new LengthClassifier("good"))) {
      var stub = EmbedGrpc.newBlockingStub(server.channel());
      Status dense = Replies.failure(() -> stub.embed(request("a").build()));
      assertThat(dense.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(dense.getDescription())
          .isEqualTo("Backend error: Model is not an embedding model");
      assertThat(
              Replies.failure(
                      () -> stub.embedAll(EmbedAllRequest.newBuilder().setInputs("a").build()))
                  .getCode())
          .isEqualTo(Code.FAILED_PRECONDITION);
    }
  }

  private static EmbedRequest.Builder request(String text) {
    return EmbedRequest.newBuilder().setInputs(text);
  }

  private static Code failure(EmbedRequest.Builder request) {
    return Replies.failure(() -> STUB.embed(request.build())).getCode();
  }

  private static float[] floats(EmbedResponse reply) {
    float[] values = new float[reply.getEmbeddingsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = reply.getEmbeddings(i);
    }
    return values;
  }

  private static double length(EmbedResponse reply) {
    double sum = 0;
    for (float value : floats(reply)) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static String value(AtomicReference<Metadata> headers, String name) {
    return String.valueOf(
        headers.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
  }
}
