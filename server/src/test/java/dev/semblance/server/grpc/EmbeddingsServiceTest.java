package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Prompt;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.models.LoadRequest;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.models.ModelRules;
import dev.semblance.server.models.ModelSource;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbedResponse;
import semblance.v1.Embedding;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import semblance.v1.InputError;
import semblance.v1.Role;
import semblance.v1.Tokens;
import semblance.v1.Truncation;

class EmbeddingsServiceTest {
  private static final Embedder EMBEDDER = new WordEmbedder("words");
  private static final RunningGrpc SERVER = new RunningGrpc(EMBEDDER);
  private static final EmbeddingsGrpc.EmbeddingsBlockingStub STUB =
      EmbeddingsGrpc.newBlockingStub(SERVER.channel());
  private static final String LONG = "word ".repeat(WordEmbedder.MAX_TOKENS) + "end";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void tellsTheNameThatTheModelIsServedBy() {
    ModelSource source =
        (_, _) -> new ModelSource.LocatedModel("words", 1, () -> new WordEmbedder("words"));
    var models = new ModelRegistry(source, new ModelRules(Long.MAX_VALUE, false, "text-embedding"));
    models.load(LoadRequest.of("words"));
    try (var server =
        new RunningGrpc(
            models, ServiceSettings.STANDARD, AccessControl.open(), GrpcSettings.STANDARD)) {
      var stub = EmbeddingsGrpc.newBlockingStub(server.channel());
      EmbedRequest request =
          EmbedRequest.newBuilder()
              .setModel("text-embedding")
              .addInputs(Input.newBuilder().setText("deep water"))
              .build();
      assertThat(stub.embed(request).getModel()).isEqualTo("text-embedding");
    }
  }

  @Test
  void embedsManyInputsInOneCallAndInTheirOrder() {
    EmbedRequest.Builder request = EmbedRequest.newBuilder();
    IntStream.range(0, 1_000).forEach(i -> request.addInputs(text("text " + i)));
    EmbedResponse reply = STUB.embed(request.build());
    assertThat(reply.getModel()).isEqualTo("words");
    assertThat(reply.getFingerprint()).isEqualTo(EMBEDDER.card().fingerprint());
    assertThat(reply.getCost().getTokens()).isEqualTo(2_000);
    assertThat(reply.getEmbeddingsCount()).isEqualTo(1_000);
    for (int i = 0; i < 1_000; i++) {
      Embedding one = reply.getEmbeddings(i);
      assertThat(floats(one)).isEqualTo(EMBEDDER.embed("text " + i, EmbedOptions.DEFAULT));
      assertThat(one.getTokenCount()).isEqualTo(2);
      assertThat(one.getTruncated()).isFalse();
      assertThat(one.hasSparse() || one.hasMultiVector() || one.hasTokens()).isFalse();
    }
  }

  @Test
  void takesTokensBesideTexts() {
    EmbedResponse reply =
        STUB.embed(
            EmbedRequest.newBuilder()
                .addInputs(Input.newBuilder().setTokens(Tokens.newBuilder().addIds(7).addIds(8)))
                .addInputs(text("7 8"))
                .build());
    assertThat(reply.getEmbeddings(0).getDenseList())
        .isEqualTo(reply.getEmbeddings(1).getDenseList());
  }

  @Test
  void putsAPromptBefore() {
    EmbedRequest it = EmbedRequest.newBuilder().addInputs(text("it")).build();
    assertThat(first(it.toBuilder().setPromptName("shout")))
        .isEqualTo(EMBEDDER.embed("it", EmbedOptions.DEFAULT.with(new Prompt.Named("shout"))));
    assertThat(first(it.toBuilder().setPromptText("try ")))
        .isEqualTo(EMBEDDER.embed("try it", EmbedOptions.DEFAULT));
    assertThat(first(it.toBuilder().setRole(Role.ROLE_QUERY)))
        .isEqualTo(EMBEDDER.embed("it", EmbedOptions.QUERY));
  }

  @Test
  void cutsLongInputsByDefault() {
    EmbedRequest request = EmbedRequest.newBuilder().addInputs(text(LONG)).build();
    assertThat(STUB.embed(request).getEmbeddings(0).getTruncated()).isTrue();
    for (Truncation side : List.of(Truncation.TRUNCATION_LEFT, Truncation.TRUNCATION_RIGHT)) {
      assertThat(STUB.embed(request.toBuilder().setTruncation(side).build()).getEmbeddings(0))
          .matches(Embedding::getTruncated);
    }
    refused(
        Code.INVALID_ARGUMENT,
        "`inputs` must have less than 512 tokens. Given: 513",
        request.toBuilder().setTruncation(Truncation.TRUNCATION_REFUSE));
  }

  @Test
  void saysThatATextWasCutBeforeItWasRead() {
    int most = 100 * WordEmbedder.MAX_TOKENS;
    var settings = ServiceSettings.STANDARD.withMaxCharacters(most);
    try (var server = new RunningGrpc(new WordEmbedder("words"), settings, GrpcSettings.STANDARD)) {
      var stub = EmbeddingsGrpc.newBlockingStub(server.channel());
      EmbedResponse reply =
          stub.embed(
              EmbedRequest.newBuilder()
                  .addInputs(text("a".repeat(most)))
                  .addInputs(text("a".repeat(most) + " b"))
                  .build());
      assertThat(reply.getEmbeddingsList())
          .extracting(Embedding::getTruncated)
          .containsExactly(false, true);
      assertThat(reply.getEmbeddings(1).getTokenCount()).isEqualTo(1);
    }
  }

  @Test
  void cutsAndNormalizesVectors() {
    EmbedRequest request = EmbedRequest.newBuilder().addInputs(text("a a a")).build();
    assertThat(first(request.toBuilder().setDimensions(8))).hasSize(8);
    float sum = 0;
    for (float value : first(request.toBuilder().setNormalize(false))) {
      sum += value;
    }
    assertThat(sum).isEqualTo(3);
  }

  @Test
  void refusesWhatIsEmptyUnknownOrUnsupported() {
    EmbedRequest one = EmbedRequest.newBuilder().addInputs(text("a")).build();
    refused(Code.INVALID_ARGUMENT, "`inputs` cannot be empty", EmbedRequest.newBuilder());
    refused(
        Code.INVALID_ARGUMENT,
        "`inputs` cannot be empty",
        EmbedRequest.newBuilder().addInputs(Input.getDefaultInstance()));
    refused(
        Code.INVALID_ARGUMENT,
        "`outputs` must be between 0 and 4",
        one.toBuilder().addOutputsValue(9));
    refused(
        Code.INVALID_ARGUMENT,
        "`truncation` must be between 0 and 3",
        one.toBuilder().setTruncationValue(9));
    EmbedRequest.Builder many = EmbedRequest.newBuilder();
    IntStream.range(0, 2_049).forEach(_ -> many.addInputs(text("a")));
    refused(Code.INVALID_ARGUMENT, "batch size 2049 > maximum allowed batch size 2048", many);
  }

  @Test
  void aBadInputIsAnErrorInItsPlaceAndTheOthersAreEmbedded() {
    EmbedRequest request =
        EmbedRequest.newBuilder()
            .addInputs(text("a"))
            .addInputs(text(LONG))
            .addInputs(text("b"))
            .addInputs(Input.getDefaultInstance())
            .setTruncation(Truncation.TRUNCATION_REFUSE)
            .build();
    EmbedResponse reply = STUB.embed(request);
    assertThat(reply.getEmbeddingsCount()).isEqualTo(4);
    assertThat(floats(reply.getEmbeddings(0))).isEqualTo(EMBEDDER.embed("a", EmbedOptions.DEFAULT));
    assertThat(floats(reply.getEmbeddings(2))).isEqualTo(EMBEDDER.embed("b", EmbedOptions.DEFAULT));
    assertThat(reply.getEmbeddings(0).hasError()).isFalse();
    assertThat(reply.getEmbeddings(1).getDenseCount()).isZero();
    assertThat(reply.getEmbeddings(1).getError())
        .isEqualTo(error(1, "`inputs` must have less than 512 tokens. Given: 513 (input 1)"));
    assertThat(reply.getEmbeddings(3).getError())
        .isEqualTo(error(3, "`inputs` cannot be empty (input 3)"));
    assertThat(reply.getCost().getTokens()).isEqualTo(2);
  }

  @Test
  void whereNoInputCanBeEmbeddedTheCallFails() {
    refused(
        Code.INVALID_ARGUMENT,
        "`inputs` cannot be empty (input 0)",
        EmbedRequest.newBuilder()
            .addInputs(text(""))
            .addInputs(text(LONG))
            .setTruncation(Truncation.TRUNCATION_REFUSE));
    refused(
        Code.INVALID_ARGUMENT,
        "`dimensions` should be positive",
        EmbedRequest.newBuilder().addInputs(text("a")).addInputs(text("")).setDimensions(0));
  }

  private static InputError error(int index, String message) {
    return InputError.newBuilder()
        .setIndex(index)
        .setCode(Code.INVALID_ARGUMENT.value())
        .setMessage("" + message)
        .build();
  }

  private static Input text(String text) {
    return Input.newBuilder().setText(text).build();
  }

  private static float[] first(EmbedRequest.Builder request) {
    return floats(STUB.embed(request.build()).getEmbeddings(0));
  }

  private static float[] floats(Embedding embedding) {
    float[] values = new float[embedding.getDenseCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = embedding.getDense(i);
    }
    return values;
  }

  private static void refused(Code code, String message, EmbedRequest.Builder request) {
    Status status = Replies.failure(() -> STUB.embed(request.build()));
    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getDescription()).isEqualTo(message);
  }
}
