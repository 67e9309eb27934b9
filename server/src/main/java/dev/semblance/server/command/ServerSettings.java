package dev.semblance.server.command;

import dev.semblance.server.access.Door;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a server answers, protocol by protocol.
///
/// @param http over HTTP
/// @param grpc over gRPC, or null where it does not
/// @param service over either
/// @param operation whom, and until when
record ServerSettings(
    HttpSettings http, @Nullable GrpcSettings grpc, ServiceSettings service, Operation operation) {

  /// HTTP alone, to everyone who reaches it.
  static ServerSettings over(HttpSettings http) {
    return new ServerSettings(
        http,
        null,
        ServiceSettings.STANDARD,
        new Operation(Door.open(), OperationOptions.SHUTDOWN_TIMEOUT));
  }

  /// Whom a server lets in, and how long it waits for them at its end.
  ///
  /// @param door the way in, of both protocols
  /// @param shutdownTimeout how long requests that are inside may take to end
  record Operation(Door door, Duration shutdownTimeout) {}
}
