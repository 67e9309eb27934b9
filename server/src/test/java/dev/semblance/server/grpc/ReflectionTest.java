package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tei.v1.InfoGrpc;

/// What tools such as grpcurl ask a server that they know nothing of.
class ReflectionTest {
  private static final RunningGrpc SERVER = RunningGrpc.standard();

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @Test
  void listsEveryService() {
    assertThat(
            ask(ServerReflectionRequest.newBuilder().setListServices("").build())
                .getListServicesResponse()
                .getServiceList())
        .extracting(ServiceResponse::getName)
        .contains(
            "grpc.health.v1.Health",
            "semblance.v1.Embeddings",
            "tei.v1.Embed",
            "tei.v1.Info",
            "tei.v1.Predict",
            "tei.v1.Rerank",
            "tei.v1.Tokenize");
  }

  @Test
  void needsNoKey() {
    AccessControl keyed = AccessControl.of(List.of(new Key("test", "sesame", Allowance.UNLIMITED)));
    var request = ServerReflectionRequest.newBuilder().setListServices("").build();
    try (RunningGrpc server =
        new RunningGrpc(
            new WordEmbedder("words"), ServiceSettings.STANDARD, keyed, GrpcSettings.STANDARD)) {
      var stub = ServerReflectionGrpc.newStub(server.channel());
      assertThat(Replies.to(stub::serverReflectionInfo, List.of(request)).status().isOk()).isTrue();
    }
  }

  @Test
  void answersToolsThatAskInTheOlderVersion() {
    var request =
        io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder().setListServices("").build();
    var replies =
        Replies.to(
            io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(SERVER.channel())
                ::serverReflectionInfo,
            List.of(request));
    assertThat(replies.messages().getFirst().getListServicesResponse().getServiceCount())
        .isGreaterThanOrEqualTo(7);
  }

  @Test
  void messagesHaveTheFieldNumbersThatClientsWereCompiledWith()
      throws InvalidProtocolBufferException {
    Map<String, String> fields = new TreeMap<>();
    for (DescriptorProto message : file("tei.v1.Embed").getMessageTypeList()) {
      StringBuilder numbered = new StringBuilder();
      for (FieldDescriptorProto field : message.getFieldList()) {
        numbered.append(numbered.isEmpty() ? "" : " ").append(field.getNumber());
        numbered.append(' ').append(field.getName());
        numbered.append(field.getProto3Optional() ? "?" : "");
      }
      fields.put(message.getName(), numbered.toString());
    }
    String one = "1 inputs 2 truncate 3 truncation_direction 4 prompt_name?";
    assertThat(fields)
        .containsEntry("InfoRequest", "")
        .containsEntry(
            "InfoResponse",
            "1 version 2 sha? 3 docker_label? 4 model_id 5 model_sha? 6 model_dtype 7 model_type"
                + " 8 max_concurrent_requests 9 max_input_length 10 max_batch_tokens"
                + " 11 max_batch_requests? 12 max_client_batch_size 13 tokenization_workers")
        .containsEntry(
            "Metadata",
            "1 compute_chars 2 compute_tokens 3 total_time_ns 4 tokenization_time_ns"
                + " 5 queue_time_ns 6 inference_time_ns")
        .containsEntry(
            "EmbedRequest",
            "1 inputs 2 truncate 3 normalize? 4 truncation_direction 5 prompt_name? 6 dimensions?")
        .containsEntry("EmbedResponse", "1 embeddings 2 metadata")
        .containsEntry("EmbedSparseRequest", one)
        .containsEntry("EmbedAllRequest", one)
        .containsEntry("SparseValue", "1 index 2 value")
        .containsEntry("EmbedSparseResponse", "1 sparse_embeddings 2 metadata")
        .containsEntry("TokenEmbedding", "1 embeddings")
        .containsEntry("EmbedAllResponse", "1 token_embeddings 2 metadata")
        .containsEntry("PredictRequest", "1 inputs 2 truncate 3 raw_scores 4 truncation_direction")
        .containsEntry(
            "PredictPairRequest", "1 inputs 2 truncate 3 raw_scores 4 truncation_direction")
        .containsEntry("Prediction", "1 score 2 label")
        .containsEntry("PredictResponse", "1 predictions 2 metadata")
        .containsEntry(
            "RerankRequest",
            "1 query 2 texts 3 truncate 4 raw_scores 5 return_text 6 truncation_direction")
        .containsEntry(
            "RerankStreamRequest",
            "1 query 2 text 3 truncate 4 raw_scores 5 return_text 6 truncation_direction")
        .containsEntry("Rank", "1 index 2 text? 3 score")
        .containsEntry("RerankResponse", "1 ranks 2 metadata")
        .containsEntry("EncodeRequest", "1 inputs 2 add_special_tokens 3 prompt_name?")
        .containsEntry("SimpleToken", "1 id 2 text 3 special 4 start? 5 stop?")
        .containsEntry("EncodeResponse", "1 tokens")
        .containsEntry("DecodeRequest", "1 ids 2 skip_special_tokens")
        .containsEntry("DecodeResponse", "1 text")
        .hasSize(24);
  }

  /// Which is what lets a client's library ask again by itself.
  @Test
  void infoIsMarkedIdempotentAndNothingElse() throws InvalidProtocolBufferException {
    List<String> marked =
        file("tei.v1.Info").getServiceList().stream()
            .flatMap(service -> service.getMethodList().stream())
            .filter(method -> method.getOptions().hasIdempotencyLevel())
            .map(method -> method.getName() + " " + method.getOptions().getIdempotencyLevel())
            .toList();
    assertThat(marked).containsExactly("Info IDEMPOTENT");
    assertThat(InfoGrpc.getInfoMethod().isIdempotent()).isTrue();
  }

  private static FileDescriptorProto file(String symbol) throws InvalidProtocolBufferException {
    ByteString descriptor =
        ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build())
            .getFileDescriptorResponse()
            .getFileDescriptorProto(0);
    return FileDescriptorProto.parseFrom(descriptor);
  }

  private static ServerReflectionResponse ask(ServerReflectionRequest request) {
    return Replies.to(
            ServerReflectionGrpc.newStub(SERVER.channel())::serverReflectionInfo, List.of(request))
        .messages()
        .getFirst();
  }
}
