package dev.semblance.bench;

import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import tei.v1.EmbedGrpc;
import tei.v1.EmbedRequest;

/// Calls `tei.v1.Embed/Embed` for one text at a time, on a connection of its own, with the client
/// that gRPC brings: what its threads take is counted with the server. *One thread at a time.*
final class GrpcAsker implements Load.Client {
  private final Questions questions;
  private final ManagedChannel channel;
  private final EmbedGrpc.EmbedBlockingStub stub;

  GrpcAsker(Questions questions, int port) {
    this.questions = questions;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor().build();
    this.stub = EmbedGrpc.newBlockingStub(channel);
  }

  @Override
  public boolean ask(int index) throws IOException {
    var request = EmbedRequest.newBuilder().setInputs(questions.text(index)).build();
    try {
      questions.check(index, stub.embed(request).getEmbeddings(0));
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
