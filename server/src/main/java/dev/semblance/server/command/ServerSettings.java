package dev.semblance.server.command;

import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import org.jspecify.annotations.Nullable;

/// How a server answers, protocol by protocol.
///
/// @param http over HTTP
/// @param grpc over gRPC, or null where it does not
/// @param service over either
record ServerSettings(HttpSettings http, @Nullable GrpcSettings grpc, ServiceSettings service) {

  /// HTTP alone, to everyone who reaches it.
  static ServerSettings over(HttpSettings http) {
    return new ServerSettings(http, null, ServiceSettings.STANDARD);
  }
}
