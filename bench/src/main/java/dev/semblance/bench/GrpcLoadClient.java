package dev.semblance.bench;

import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;

/// Calls `tei.v1.Embed/Embed` with one text at a time, on its own connection, by gRPC's own client,
/// whose CPU time adds to the server's. *One thread at a time.*
final class GrpcLoadClient implements Load.Client {
  private final LoadTexts texts;
  private final ManagedChannel channel;
  private final EmbedGrpc.EmbedBlockingStub stub;

  GrpcLoadClient(LoadTexts texts, int port) {
    this.texts = texts;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor().build();
    this.stub = EmbedGrpc.newBlockingStub(channel);
  }

  @Override
  public boolean send(int index) throws IOException {
    var request = EmbedRequest.newBuilder().setInputs(texts.text(index)).build();
    try {
      texts.check(index, stub.embed(request).getEmbeddings(0));
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Code.RESOURCE_EXHAUSTED) {
        return false;
      }
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
