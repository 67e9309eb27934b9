package dev.semblance.server.grpc;

import dev.semblance.Model;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;

/// A gRPC server on a port of its own, and a stock client's channel to it. *Safe for use by many
/// threads.*
public final class RunningGrpc implements AutoCloseable {
  private final ModelRegistry models;
  private final GrpcServer server;
  private final ManagedChannel channel;

  /// @param model belongs to the server from here on
  RunningGrpc(Model model, ServiceSettings service, GrpcSettings settings) {
    this(model, service, AccessControl.open(), settings);
  }

  /// @param model belongs to the server from here on
  public RunningGrpc(
      Model model, ServiceSettings service, AccessControl access, GrpcSettings settings) {
    this(ModelRegistry.of(List.of(model)), service, access, settings);
  }

  /// @param models belong to the server from here on
  RunningGrpc(
      ModelRegistry models, ServiceSettings service, AccessControl access, GrpcSettings settings) {
    this.models = models;
    this.server = GrpcServer.start(Services.over(models, null, service), access, settings);
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
  }

  /// With settings as they are by default.
  RunningGrpc(Model model) {
    this(model, ServiceSettings.STANDARD, GrpcSettings.STANDARD);
  }

  /// Over a double that embeds words.
  static RunningGrpc standard() {
    return new RunningGrpc(new WordEmbedder("words"));
  }

  public Channel channel() {
    return channel;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    models.close();
  }
}
