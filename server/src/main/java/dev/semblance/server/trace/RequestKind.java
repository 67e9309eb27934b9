package dev.semblance.server.trace;

/// A request, as its protocol names it. Never what stands in it: neither text nor names of
/// documents.
public sealed interface RequestKind {
  /// What a trace is found by.
  String name();

  /// Whether an answer says that the server failed, rather than its client.
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
