package dev.semblance.server.trace;

/// Protocol, method and route of a request. It never contains text, or names of documents and
/// collections.
public sealed interface RequestKind {
  /// Name of the span.
  String name();

  /// Whether a status means a failure of the server rather than of the client.
  ///
  /// @param status of the protocol
  boolean failed(int status);

  /// @param method the HTTP method
  /// @param route the path, with the names of its parameters
  record Http(String method, String route) implements RequestKind {
    @Override
    public String name() {
      return method + " " + route;
    }

    @Override
    public boolean failed(int status) {
      return status >= 500;
    }
  }

  /// @param service with its package
  /// @param method of the service
  record Grpc(String service, String method) implements RequestKind {
    @Override
    public String name() {
      return service + "/" + method;
    }

    /// By OpenTelemetry's semantic conventions: UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED,
    /// INTERNAL, UNAVAILABLE, DATA_LOSS.
    @Override
    public boolean failed(int status) {
      return switch (status) {
        case 2, 4, 12, 13, 14, 15 -> true;
        default -> false;
      };
    }
  }
}
