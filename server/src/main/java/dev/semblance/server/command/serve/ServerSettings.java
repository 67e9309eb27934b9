package dev.semblance.server.command.serve;

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

/// Settings of a server.
///
/// @param http of HTTP
/// @param grpc of gRPC, or null for no gRPC
/// @param service of both protocols
/// @param operation access, shutdown and tracing
record ServerSettings(
    HttpSettings http, @Nullable GrpcSettings grpc, ServiceSettings service, Operation operation) {

  /// HTTP only, without authentication.
  static ServerSettings over(HttpSettings http) {
    return new ServerSettings(
        http,
        null,
        ServiceSettings.STANDARD,
        new Operation(AccessControl.open(), OperationOptions.SHUTDOWN_TIMEOUT, null));
  }

  /// Access, shutdown and tracing.
  ///
  /// @param access authentication and rate limits of both protocols
  /// @param shutdownTimeout time for open requests to finish
  /// @param traces where traces are sent, or null for none
  record Operation(AccessControl access, Duration shutdownTimeout, @Nullable OtlpSettings traces) {
    /// Starts tracing; loads no class of OpenTelemetry where tracing is off.
    Tracing tracing() {
      return traces == null ? Tracing.OFF : OtlpTracing.open(traces, Version.NUMBER);
    }
  }
}
