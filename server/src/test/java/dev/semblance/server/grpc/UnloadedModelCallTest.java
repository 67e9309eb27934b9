package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.models.LoadRequest;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.models.ModelRules;
import dev.semblance.server.models.ModelSource.LocatedModel;
import dev.semblance.server.service.ServiceSettings;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;
import tei.v1.EmbedResponse;

/// A call that names a model is never answered by another one after the named one is unloaded.
class UnloadedModelCallTest {
  private static final EmbedRequest TEXT = EmbedRequest.newBuilder().setInputs("a").build();

  private final ModelRegistry models =
      new ModelRegistry(
          (name, _) -> new LocatedModel(name, 1, () -> new WordEmbedder(name)),
          ModelRules.STANDARD);

  @Test
  void streamOfAModelThatIsUnloadedEndsWithNotFound() {
    try (RunningGrpc server = serve()) {
      Replies<EmbedResponse> replies = new Replies<>();
      var requests = EmbedGrpc.newStub(ofSecond(server)).embedStream(replies);
      requests.onNext(TEXT);
      while (replies.messages().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(models.unload("second", Duration.ofSeconds(10))).isZero();
      requests.onNext(TEXT);
      assertThat(replies.status().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  @Test
  void messageThatNamesAnUnloadedModelIsNotFound() {
    try (RunningGrpc server = serve()) {
      var stub = EmbeddingsGrpc.newBlockingStub(server.channel());
      var request =
          semblance.v1.EmbedRequest.newBuilder()
              .setModel("second")
              .addInputs(Input.newBuilder().setText("a"))
              .build();
      assertThat(stub.embed(request).getModel()).isEqualTo("second");
      assertThat(models.unload("second", Duration.ofSeconds(10))).isZero();
      assertThat(Replies.failure(() -> stub.embed(request)).getCode())
          .isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  private RunningGrpc serve() {
    models.load(LoadRequest.of("first"));
    models.load(LoadRequest.of("second"));
    return new RunningGrpc(
        models, ServiceSettings.STANDARD, AccessControl.open(), GrpcSettings.STANDARD);
  }

  private static Channel ofSecond(RunningGrpc server) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("x-semblance-model", Metadata.ASCII_STRING_MARSHALLER), "second");
    return ClientInterceptors.intercept(
        server.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata));
  }
}
