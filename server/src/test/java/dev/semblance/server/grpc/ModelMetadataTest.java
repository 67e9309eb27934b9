package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import tei.v1.DecodeRequest;
import tei.v1.EmbedAllRequest;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedSparseRequest;
import tei.v1.EncodeRequest;
import tei.v1.InfoGrpc;
import tei.v1.InfoRequest;
import tei.v1.PredictGrpc;
import tei.v1.PredictPairRequest;
import tei.v1.PredictRequest;
import tei.v1.RerankGrpc;
import tei.v1.RerankRequest;
import tei.v1.RerankStreamRequest;
import tei.v1.TokenizeGrpc;

/// Metadata choose the model that answers, since the messages of `tei.v1` have no field for it.
class ModelMetadataTest {
  private static final RunningGrpc SERVER =
      new RunningGrpc(
          ModelRegistry.of(
              List.of(
                  new WordEmbedder("words"),
                  new WordEmbedder("others"),
                  new LengthClassifier("relevant"),
                  new FailingEmbedder(new IllegalStateException("never asked")))),
          ServiceSettings.STANDARD,
          AccessControl.open(),
          GrpcSettings.STANDARD);
  private static final String CLASSIFIER = "length";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void theFirstModelAnswersWhereTheyNameNone() {
    assertThat(info(SERVER.channel())).isEqualTo("words");
  }

  @Test
  void infoIsOfTheModelTheyName() {
    assertThat(info(naming("others"))).isEqualTo("others");
    assertThat(info(naming(CLASSIFIER))).isEqualTo(CLASSIFIER);
  }

  @Test
  void unaryCallsReachTheModelTheyName() {
    Channel scorer = naming(CLASSIFIER);
    var predict = PredictGrpc.newBlockingStub(scorer);
    assertThat(predict.predict(predict("four")).getPredictionsCount()).isEqualTo(1);
    assertThat(predict.predictPair(pair("a", "b")).getPredictionsCount()).isEqualTo(1);
    var ranks =
        RerankGrpc.newBlockingStub(scorer)
            .rerank(
                RerankRequest.newBuilder().setQuery("q").addTexts("a").setRawScores(true).build());
    assertThat(ranks.getRanks(0).getScore()).isEqualTo(1);
  }

  @Test
  void tokensAreThoseOfTheModelTheyName() {
    EncodeRequest text = EncodeRequest.newBuilder().setInputs("ab").build();
    DecodeRequest ids = DecodeRequest.newBuilder().addIds(97).build();
    var known = TokenizeGrpc.newBlockingStub(naming("others"));
    assertThat(known.tokenize(text).getTokensCount()).isEqualTo(2);
    assertThat(known.decode(ids).getText()).isEqualTo("a");
    var without = TokenizeGrpc.newBlockingStub(naming("refusing")); // it has no tokenizer
    Status tokenized = Replies.failure(() -> without.tokenize(text));
    assertThat(tokenized.getDescription()).contains("refusing");
    Status decoded = Replies.failure(() -> without.decode(ids));
    assertThat(decoded.getDescription()).contains("refusing");
  }

  @Test
  void embeddingOfAModelThatMakesNoneFailsByItsName() {
    var embed = EmbedGrpc.newBlockingStub(naming(CLASSIFIER));
    List<Runnable> calls =
        List.of(
            () -> embed.embed(text("a")),
            () -> embed.embedAll(EmbedAllRequest.newBuilder().setInputs("a").build()),
            () -> embed.embedSparse(EmbedSparseRequest.newBuilder().setInputs("a").build()));
    for (Runnable call : calls) {
      assertThat(Replies.failure(call).getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }
    assertThat(EmbedGrpc.newBlockingStub(naming("others")).embed(text("a")).getEmbeddingsCount())
        .isPositive();
  }

  @Test
  void streamsReachTheModelTheyName() {
    Channel scorer = naming(CLASSIFIER);
    var predictions =
        Replies.to(
            PredictGrpc.newStub(scorer)::predictStream, List.of(predict("four"), predict("a")));
    assertThat(predictions.messages()).hasSize(2);
    var pairs = Replies.to(PredictGrpc.newStub(scorer)::predictPairStream, List.of(pair("a", "b")));
    assertThat(pairs.messages()).hasSize(1);
    var ranks =
        Replies.to(
            RerankGrpc.newStub(scorer)::rerankStream,
            List.of(
                RerankStreamRequest.newBuilder()
                    .setQuery("q")
                    .setText("abc")
                    .setRawScores(true)
                    .build()));
    assertThat(ranks.messages().getFirst().getRanks(0).getScore()).isEqualTo(3);
    var refused = Replies.to(EmbedGrpc.newStub(scorer)::embedStream, List.of(text("a")));
    assertThat(refused.status().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
  }

  @Test
  void anUnknownModelIsNotFoundWhateverTheCall() {
    Channel nobody = naming("nope");
    Status unary = Replies.failure(() -> EmbedGrpc.newBlockingStub(nobody).embed(text("a")));
    assertThat(unary.getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(unary.getDescription()).startsWith("no model 'nope' is open; there are [words");
    Status stream = Replies.to(EmbedGrpc.newStub(nobody)::embedStream, List.of(text("a"))).status();
    assertThat(stream.getCode()).isEqualTo(Status.Code.NOT_FOUND);
    Status info = Replies.failure(() -> info(nobody));
    assertThat(info.getCode()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void aServerOfOneModelKnowsNoOther() {
    try (RunningGrpc server = RunningGrpc.standard()) {
      Status status = Replies.failure(() -> info(naming("nope", server)));
      assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(info(naming("words", server))).isEqualTo("words");
    }
  }

  @Test
  void aMessagesOwnFieldComesFirst() {
    var request =
        semblance.v1.EmbedRequest.newBuilder().addInputs(Input.newBuilder().setText("a")).build();
    var stub = EmbeddingsGrpc.newBlockingStub(naming("others"));
    assertThat(stub.embed(request).getModel()).isEqualTo("others");
    assertThat(stub.embed(request.toBuilder().setModel("words").build()).getModel())
        .isEqualTo("words");
  }

  private static Channel naming(String model) {
    return naming(model, SERVER);
  }

  private static Channel naming(String model, RunningGrpc server) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("x-semblance-model", Metadata.ASCII_STRING_MARSHALLER), model);
    return ClientInterceptors.intercept(
        server.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private static String info(Channel channel) {
    return InfoGrpc.newBlockingStub(channel).info(InfoRequest.getDefaultInstance()).getModelId();
  }

  private static EmbedRequest text(String text) {
    return EmbedRequest.newBuilder().setInputs(text).build();
  }

  private static PredictRequest predict(String text) {
    return PredictRequest.newBuilder().setInputs(text).build();
  }

  private static PredictPairRequest pair(String text, String other) {
    return PredictPairRequest.newBuilder().addInputs(text).addInputs(other).build();
  }
}
