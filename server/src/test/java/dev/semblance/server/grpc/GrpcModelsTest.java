package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Output;
import tei.v1.EmbedAllRequest;
import tei.v1.EmbedAllResponse;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedSparseRequest;
import tei.v1.EncodeRequest;
import tei.v1.SimpleToken;
import tei.v1.SparseValue;
import tei.v1.TokenizeGrpc;

/// Small models over gRPC, against what the reference libraries answered.
class GrpcModelsTest {
  private static final Path MODELS =
      Path.of(System.getProperty("semblance.root", ".."), "../shared/fixtures/models").normalize();

  @Test
  void sparseEncodersAnswerWeights() throws IOException {
    JsonNode expected = expected("splade");
    JsonNode wanted = expected.path("variants").get(0).path("sparse").get(0);
    try (RunningGrpc server = serve("splade")) {
      List<SparseValue> weights =
          EmbedGrpc.newBlockingStub(server.channel())
              .embedSparse(EmbedSparseRequest.newBuilder().setInputs(text(expected)).build())
              .getSparseEmbeddingsList();
      assertThat(weights).hasSize(wanted.size());
      assertThat(weights).extracting(SparseValue::getIndex).isSorted();
      for (SparseValue weight : weights) {
        assertThat((double) weight.getValue())
            .isCloseTo(
                wanted.path(Integer.toString(weight.getIndex())).doubleValue(), within(1e-5));
      }
    }
  }

  @Test
  void embeddersAnswerTheVectorsOfTokensAndTheTokens() throws IOException {
    JsonNode one = expected("bert-cls").path("cases").get(0);
    String text = one.path("text").asText();
    try (RunningGrpc server = serve("bert-cls")) {
      EmbedAllResponse rows =
          EmbedGrpc.newBlockingStub(server.channel())
              .embedAll(EmbedAllRequest.newBuilder().setInputs(text).build());
      assertThat(rows.getTokenEmbeddingsCount()).isEqualTo(one.path("input_ids").size());
      for (var row : one.path("last_hidden_state").path("rows").properties()) {
        var made = rows.getTokenEmbeddings(Integer.parseInt(row.getKey()));
        for (int i = 0; i < row.getValue().size(); i++) {
          assertThat((double) made.getEmbeddings(i))
              .isCloseTo(row.getValue().get(i).doubleValue(), within(1e-5));
        }
      }
      List<SimpleToken> tokens =
          TokenizeGrpc.newBlockingStub(server.channel())
              .tokenize(
                  EncodeRequest.newBuilder().setInputs(text).setAddSpecialTokens(true).build())
              .getTokensList();
      for (int i = 0; i < tokens.size(); i++) {
        assertThat(tokens.get(i).getId()).isEqualTo(one.path("input_ids").get(i).intValue());
        assertThat(tokens.get(i).hasStart()).isEqualTo(!tokens.get(i).getSpecial());
      }
    }
  }

  @Test
  void onePassMakesEveryKindOfEmbedding() throws IOException {
    String text = text(expected("bge-m3-like"));
    try (RunningGrpc server = serve("bge-m3-like")) {
      var reply =
          EmbeddingsGrpc.newBlockingStub(server.channel())
              .embed(
                  semblance.v1.EmbedRequest.newBuilder()
                      .addInputs(semblance.v1.Input.newBuilder().setText(text))
                      .addOutputs(Output.OUTPUT_DENSE)
                      .addOutputs(Output.OUTPUT_SPARSE)
                      .addOutputs(Output.OUTPUT_MULTI_VECTOR)
                      .addOutputs(Output.OUTPUT_TOKENS)
                      .build());
      var one = reply.getEmbeddings(0);
      assertThat(one.getDenseCount()).isPositive();
      assertThat(one.getSparse().getIdsCount())
          .isPositive()
          .isEqualTo(one.getSparse().getWeightsCount());
      assertThat(one.getMultiVector().getValuesCount() % one.getMultiVector().getWidth()).isZero();
      assertThat(one.getTokens().getValuesCount())
          .isEqualTo(one.getTokenCount() * one.getTokens().getWidth());
    }
  }

  @Test
  void imagesStandBesideTexts() throws IOException {
    JsonNode expected = expected("clip");
    JsonNode wanted = expected.path("images").get(0);
    byte[] file = Files.readAllBytes(MODELS.resolve("clip").resolve(wanted.path("file").asText()));
    try (RunningGrpc server = serve("clip")) {
      var reply =
          EmbeddingsGrpc.newBlockingStub(server.channel())
              .embed(
                  semblance.v1.EmbedRequest.newBuilder()
                      .addInputs(semblance.v1.Input.newBuilder().setText(text(expected)))
                      .addInputs(
                          semblance.v1.Input.newBuilder().setImage(ByteString.copyFrom(file)))
                      .build());
      assertClose(
          reply.getEmbeddings(0).getDenseList(), expected.path("cases").get(0).path("normalized"));
      assertClose(reply.getEmbeddings(1).getDenseList(), wanted.path("normalized"));
      assertThat(reply.getEmbeddings(1).getTokenCount()).isEqualTo(17);
    }
  }

  private static void assertClose(List<Float> vector, JsonNode expected) {
    assertThat(vector).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(vector.get(i)).isCloseTo(expected.get(i).floatValue(), within(1e-5f));
    }
  }

  private static String text(JsonNode expected) {
    return expected.path("cases").get(0).path("text").asText();
  }

  private static JsonNode expected(String name) throws IOException {
    assumeTrue(Files.exists(MODELS), "skipped: ../shared/fixtures/models is absent");
    return new JsonMapper().readTree(MODELS.resolve(name).resolve("expected.json").toFile());
  }

  private static RunningGrpc serve(String name) {
    var places = new ModelPlaces(Path.of("no-models"), Path.of("no-hub-cache"));
    return new RunningGrpc(
        Engine.openModel(
            MODELS.resolve(name).toString(),
            EngineSettings.standard(places).with(EncoderChoice.F32)));
  }
}
