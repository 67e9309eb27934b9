package dev.semblance.server.grpc;

import org.jspecify.annotations.Nullable;

/// How the server meets its clients over gRPC. Immutable; the `with…` methods answer a changed
/// copy.
///
/// @param host the address to listen on
/// @param port the port to listen on; 0 lets the system choose
/// @param apiKey what clients must send as metadata `authorization: Bearer KEY`, or null for an
///   open server
/// @param limits of messages and streams
public record GrpcSettings(String host, int port, @Nullable String apiKey, Limits limits) {

  /// This machine only, any port, open.
  public static final GrpcSettings STANDARD =
      new GrpcSettings("127.0.0.1", 0, null, Limits.STANDARD);

  public GrpcSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host cannot be empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, is " + port);
    }
    if (apiKey != null && apiKey.isBlank()) {
      throw new IllegalArgumentException("an API key cannot be empty");
    }
  }

  public GrpcSettings withHost(String changed) {
    return new GrpcSettings(changed, port, apiKey, limits);
  }

  public GrpcSettings withPort(int changed) {
    return new GrpcSettings(host, changed, apiKey, limits);
  }

  public GrpcSettings withApiKey(@Nullable String changed) {
    return new GrpcSettings(host, port, changed, limits);
  }

  public GrpcSettings with(Limits changed) {
    return new GrpcSettings(host, port, apiKey, changed);
  }

  /// The key stays out of logs.
  @Override
  public String toString() {
    return "GrpcSettings[host=%s, port=%d, apiKey=%s, limits=%s]"
        .formatted(host, port, apiKey == null ? "none" : "***", limits);
  }

  /// Bounds of what a client may send; what is beyond the second waits at the client.
  ///
  /// @param message bytes of one message, decompressed
  /// @param inFlight requests of one stream that are worked on at once, and calls of one connection
  public record Limits(int message, int inFlight) {
    /// 4 MiB, as gRPC itself has it; 1,024, as text-embeddings-inference.
    public static final Limits STANDARD = new Limits(4 << 20, 1_024);

    public Limits {
      if (message < 1 || inFlight < 1) {
        throw new IllegalArgumentException(
            "limits must be positive, are " + message + " and " + inFlight);
      }
    }
  }
}
