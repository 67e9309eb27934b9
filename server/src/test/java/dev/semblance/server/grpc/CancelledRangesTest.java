package dev.semblance.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.ModelCard;
import dev.semblance.server.LiteralRowsEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.calibration.CalibrationStore;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.calibration.RangesFolder;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import semblance.v1.EmbedRequest;
import semblance.v1.EmbeddingsGrpc;
import semblance.v1.Input;
import semblance.v1.KeepRangesRequest;
import semblance.v1.Ranges;

/// A call that is cancelled while its file of ranges is written.
class CancelledRangesTest {
  private static final String ROWS = "1 2/3 4";

  @TempDir private Path folder;

  /// Writes a file once the call is cancelled.
  private record CancelledStore(
      RangesFolder kept, CompletableFuture<Void> begun, CompletableFuture<Void> written)
      implements CalibrationStore {
    @Override
    public List<OutputRanges> of(ModelCard model) {
      return kept.of(model);
    }

    @Override
    public void save(ModelCard model, List<OutputRanges> all) {
      begun.complete(null);
      while (!Context.current().isCancelled()) {
        Thread.onSpinWait();
      }
      try {
        kept.save(model, all);
        written.complete(null);
      } catch (RuntimeException e) {
        written.completeExceptionally(e);
        throw e;
      }
    }
  }

  static Stream<KeepRangesRequest> requests() {
    var given = Ranges.newBuilder().addLowest(0).addLowest(0).addHighest(1).addHighest(1);
    var inputs = EmbedRequest.newBuilder().addInputs(Input.newBuilder().setText(ROWS));
    return Stream.of(
        KeepRangesRequest.newBuilder().setRanges(given).build(),
        KeepRangesRequest.newBuilder().setInputs(inputs).build());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void writesTheWholeFileAndNothingElse(KeepRangesRequest request) throws Exception {
    var model = new LiteralRowsEmbedder(2);
    var store =
        new CancelledStore(
            new RangesFolder(folder), new CompletableFuture<>(), new CompletableFuture<>());
    try (ModelRegistry models = ModelRegistry.of(List.of(model));
        GrpcServer server =
            GrpcServer.start(
                Services.over(models, null, ServiceSettings.STANDARD, store),
                AccessControl.open(),
                GrpcSettings.STANDARD)) {
      cancelWhileWriting(server.port(), request, store);
    }
    assertThat(store.kept().of(model.card())).hasSize(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).singleElement().asString().endsWith(".json");
    }
  }

  private static void cancelWhileWriting(int port, KeepRangesRequest request, CancelledStore store)
      throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var reply = EmbeddingsGrpc.newFutureStub(channel).keepRanges(request);
      store.begun().get(10, TimeUnit.SECONDS);
      assertThat(reply.cancel(true)).isTrue();
      assertThatThrownBy(reply::get).isInstanceOf(CancellationException.class);
      store.written().get(10, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }
}
