package dev.semblance.server.command;

import dev.semblance.server.access.AccessControl;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Version;
import dev.semblance.server.trace.OtlpSettings;
import dev.semblance.server.trace.OtlpTracing;
import dev.semblance.server.trace.Tracing;
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
        new Operation(AccessControl.open(), OperationOptions.SHUTDOWN_TIMEOUT, null));
  }

  /// Whom a server lets in, how long it waits for them at its end, and whom it tells of them.
  ///
  /// @param access the way in, of both protocols
  /// @param shutdownTimeout how long requests that are inside may take to end
  /// @param traces where traces go, or null where nowhere
  record Operation(AccessControl access, Duration shutdownTimeout, @Nullable OtlpSettings traces) {
    /// Begins to tell; nothing of OpenTelemetry is loaded where nobody wants to be told.
    Tracing tracing() {
      return traces == null ? Tracing.OFF : OtlpTracing.open(traces, Version.NUMBER);
    }
  }
}
