package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.semblance.Precision;
import dev.semblance.server.LiteralRowsEmbedder;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.output.Packing;
import dev.semblance.vector.Ranges;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import semblance.v1.Chunking;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbedResponse;
import semblance.v1.Embedding;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import semblance.v1.KeepRangesRequest;
import semblance.v1.KeepRangesResponse;
import semblance.v1.ListRangesRequest;
import semblance.v1.Output;
import semblance.v1.Pool;
import semblance.v1.Vectors;

/// Precisions, cuts, chunks and ranges over gRPC: the same as over HTTP.
class EmbeddingFormsTest {
  private static final RunningGrpc SERVER = new RunningGrpc(new LiteralRowsEmbedder(4));
  private static final EmbeddingsGrpc.EmbeddingsBlockingStub STUB =
      EmbeddingsGrpc.newBlockingStub(SERVER.channel());
  private static final float[] A = {.5f, .5f, -.5f, .5f};
  private static final float[] B = {0, -1, 0, 0};
  private static final EmbedRequest TEXT =
      EmbedRequest.newBuilder()
          .addInputs(Input.newBuilder().setText(".5 .5 -.5 .5/0 -1 0 0"))
          .build();
  private static final EmbedRequest CHUNKED =
      TEXT.toBuilder().setChunk(Chunking.newBuilder().setTokens(1)).build();

  @BeforeAll
  static void calibrate() {
    for (Output kind :
        List.of(Output.OUTPUT_DENSE, Output.OUTPUT_MULTI_VECTOR, Output.OUTPUT_TOKENS)) {
      keep(KeepRangesRequest.newBuilder().setOutput(kind).setRanges(ranges(-1, 1)));
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void aBadTextHasNoChunksAndTheOthersHave() {
    EmbedRequest two = CHUNKED.toBuilder().addInputs(0, Input.newBuilder().setText("")).build();
    List<Embedding> texts = STUB.embed(two).getEmbeddingsList();
    assertThat(texts).hasSize(2);
    assertThat(texts.getFirst().getError().getMessage())
        .isEqualTo("`inputs` cannot be empty (input 0)");
    assertThat(texts.getLast()).isEqualTo(embed(CHUNKED.toBuilder()));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyKindOfVectorLeavesInEveryPrecision(Precision precision) {
    PackedVectors expected = PackedVectors.of(packing(precision), List.of(A, B));
    var asked = semblance.v1.Precision.valueOf("PRECISION_" + precision.name());
    Embedding kinds =
        embed(
            TEXT.toBuilder()
                .setPrecision(asked)
                .addOutputs(Output.OUTPUT_DENSE)
                .addOutputs(Output.OUTPUT_MULTI_VECTOR)
                .addOutputs(Output.OUTPUT_TOKENS));
    ByteString both = ByteString.copyFrom(expected.raw());
    ByteString first = ByteString.copyFrom(expected.rows().getFirst());
    ByteString second = ByteString.copyFrom(expected.rows().getLast());
    assertThat(kinds.getPackedDense()).isEqualTo(first);
    assertThat(kinds.getMultiVector().getPacked()).isEqualTo(both);
    assertThat(kinds.getTokens().getPacked()).isEqualTo(both);

    Embedding chunks = embed(CHUNKED.toBuilder().setPrecision(asked));
    assertThat(chunks.getChunks(0).getPackedDense()).isEqualTo(first);
    assertThat(chunks.getChunks(1).getPackedDense()).isEqualTo(second);
    assertThat(chunks.getPackedDense()).isEmpty();
    Embedding pooled = embed(pooled().toBuilder().setPrecision(asked));
    assertThat(pooled.getPackedDense()).isEqualTo(second);
    assertThat(pooled.getChunks(0).getPackedDense()).isEmpty();
  }

  @Test
  void everyKindOfVectorIsCut() {
    EmbedResponse reply =
        STUB.embed(
            TEXT.toBuilder()
                .setDimensions(2)
                .addOutputs(Output.OUTPUT_MULTI_VECTOR)
                .addOutputs(Output.OUTPUT_TOKENS)
                .build());
    Embedding cut = reply.getEmbeddings(0);
    assertThat(cut.getTokens().getValuesList()).containsExactly(.5f, .5f, 0f, -1f);
    assertThat(cut.getMultiVector().getWidth()).isEqualTo(2);
    assertThat(cut.getMultiVector().getValues(0)).isEqualTo((float) Math.sqrt(.5));
    assertThat(reply.getWarnings(0)).contains("Matryoshka");
    assertThat(embed(CHUNKED.toBuilder().setDimensions(2)).getChunks(1).getDenseList())
        .containsExactly(0f, -1f);
  }

  @Test
  void chunksSayWhereTheyStand() {
    Embedding chunks = embed(CHUNKED.toBuilder());
    assertThat(chunks.getChunksList()).hasSize(2);
    assertThat(chunks.getChunks(1).getStart()).isEqualTo(13);
    assertThat(chunks.getChunks(1).getEnd()).isEqualTo(21);
    assertThat(chunks.getChunks(1).getTokens()).isEqualTo(1);
    assertThat(chunks.getChunks(1).getDenseList()).containsExactly(0f, -1f, 0f, 0f);
    assertThat(embed(pooled().toBuilder()).getDenseList()).containsExactly(0f, -1f, 0f, 0f);
  }

  @Test
  void theHeaviestWeightsAreKept() {
    Embedding sparse = embed(TEXT.toBuilder().addOutputs(Output.OUTPUT_SPARSE).setMaxActiveDims(2));
    assertThat(sparse.getSparse().getIdsList()).containsExactly(0, 1);
  }

  @Test
  void rangesAreGivenLearnedAndListed() {
    try (RunningGrpc fresh = new RunningGrpc(new LiteralRowsEmbedder(2))) {
      var stub = EmbeddingsGrpc.newBlockingStub(fresh.channel());
      KeepRangesResponse learned =
          stub.keepRanges(
              KeepRangesRequest.newBuilder()
                  .setModel("rows")
                  .setVectors(
                      Vectors.newBuilder().setWidth(2).addAllValues(List.of(1f, 2f, 0f, 3f)))
                  .build());
      assertThat(learned.getRanges().getLowestList()).containsExactly(0f, 2f);
      assertThat(learned.getRanges().getHighestList()).containsExactly(1f, 3f);
      assertThat(learned.getRanges().getFingerprint()).isEqualTo("7".repeat(64));
      assertThat(learned.getWarnings(0)).contains("ranges of 2 vectors");
      KeepRangesResponse ofInputs =
          stub.keepRanges(
              KeepRangesRequest.newBuilder()
                  .setOutput(Output.OUTPUT_TOKENS)
                  .setInputs(
                      EmbedRequest.newBuilder().addInputs(Input.newBuilder().setText("4 5/6 1")))
                  .build());
      assertThat(ofInputs.getRanges().getLowestList()).containsExactly(4f, 1f);
      assertThat(stub.listRanges(ListRangesRequest.getDefaultInstance()).getRangesList())
          .containsExactly(learned.getRanges(), ofInputs.getRanges());
    }
  }

  @Test
  void refusesRangesThatAreNoneOrAnotherModels() {
    refused(KeepRangesRequest.newBuilder(), Code.INVALID_ARGUMENT, "give `ranges`, `vectors` or");
    refused(
        KeepRangesRequest.newBuilder().setRanges(ranges(1, -1)),
        Code.INVALID_ARGUMENT,
        "the range of dimension 0 is 1.0 … -1.0");
    refused(
        KeepRangesRequest.newBuilder().setRanges(ranges(-1, 1).toBuilder().setFingerprint("abc")),
        Code.INVALID_ARGUMENT,
        "the ranges are of fingerprint abc, model 'rows' has 777");
    refused(
        KeepRangesRequest.newBuilder().setVectors(Vectors.newBuilder().setWidth(2).addValues(1)),
        Code.INVALID_ARGUMENT,
        "a multiple of `width` values. Given: 1 of 2");
    refused(
        KeepRangesRequest.newBuilder().setModel("nobody").setRanges(ranges(-1, 1)),
        Code.NOT_FOUND,
        "no model 'nobody' is open");
    refused(
        KeepRangesRequest.newBuilder().setOutput(Output.OUTPUT_SPARSE).setRanges(ranges(-1, 1)),
        Code.INVALID_ARGUMENT,
        "sparse weights have no ranges");
  }

  @Test
  void refusesChunksThatCannotBe() {
    EmbedRequest none = TEXT.toBuilder().setChunk(Chunking.getDefaultInstance()).build();
    Status status = Replies.failure(() -> STUB.embed(none));
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("`tokens` must be at least 1");
    EmbedRequest strange =
        TEXT.toBuilder().setChunk(Chunking.newBuilder().setTokens(1).setPoolValue(9)).build();
    assertThat(Replies.failure(() -> STUB.embed(strange)).getDescription())
        .isEqualTo("`pool` must be between 0 and 2");
  }

  private static EmbedRequest pooled() {
    return TEXT.toBuilder()
        .setChunk(Chunking.newBuilder().setTokens(1).setPool(Pool.POOL_MEAN))
        .build();
  }

  private static Embedding embed(EmbedRequest.Builder request) {
    return STUB.embed(request.build()).getEmbeddings(0);
  }

  private static void keep(KeepRangesRequest.Builder request) {
    assertThat(STUB.keepRanges(request.build()).getRanges().getLowestCount()).isEqualTo(4);
  }

  private static void refused(KeepRangesRequest.Builder request, Code code, String why) {
    Status status = Replies.failure(() -> STUB.keepRanges(request.build()));
    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getDescription()).contains(why);
  }

  private static semblance.v1.Ranges ranges(float lowest, float highest) {
    var ranges = semblance.v1.Ranges.newBuilder();
    for (int i = 0; i < 4; i++) {
      ranges.addLowest(lowest).addHighest(highest);
    }
    return ranges.build();
  }

  private static Packing packing(Precision precision) {
    return Packing.of(
        precision, 4, () -> new Ranges(new float[] {-1, -1, -1, -1}, new float[] {1, 1, 1, 1}));
  }
}
