package dev.semblance.server.command;

import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.settings.Quantity;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a server listens.
final class NetworkOptions {
  @Option(
      names = {"--host", "--hostname"},
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; ${DEFAULT-VALUE} by default, 0.0.0.0 for all.")
  private String host = "127.0.0.1";

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = Quantity.Port.class,
      description = "The port to listen on; ${DEFAULT-VALUE} by default, 0 for any.")
  private int port = 8080;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      converter = Quantity.Port.class,
      description = "The port to answer gRPC on, 0 for any; no gRPC without it.")
  private Optional<Integer> grpcPort = Optional.empty();

  HttpSettings http() {
    return HttpSettings.STANDARD.withHost(host).withPort(port);
  }

  Optional<GrpcSettings> grpc() {
    return grpcPort.map(port -> GrpcSettings.STANDARD.withHost(host).withPort(port));
  }
}
