package dev.semblance.server.grpc;

import dev.semblance.server.access.ListenAddress;

/// How the server meets its clients over gRPC. Immutable; the `with…` methods answer a changed
/// copy.
///
/// @param listenAddress where
/// @param limits of messages and streams
public record GrpcSettings(ListenAddress listenAddress, MessageLimits limits) {

  /// This machine only, any port.
  public static final GrpcSettings STANDARD =
      new GrpcSettings(ListenAddress.locally(0), MessageLimits.STANDARD);

  public GrpcSettings with(ListenAddress changed) {
    return new GrpcSettings(changed, limits);
  }

  public GrpcSettings with(MessageLimits changed) {
    return new GrpcSettings(listenAddress, changed);
  }

  /// Bounds of what a client may send; what is beyond the second waits at the client.
  ///
  /// @param message bytes of one message, decompressed
  /// @param inFlight requests of one stream that are worked on at once, and calls of one connection
  public record MessageLimits(int message, int inFlight) {
    /// 4 MiB, as gRPC itself has it; 1,024, as text-embeddings-inference.
    public static final MessageLimits STANDARD = new MessageLimits(4 << 20, 1_024);

    public MessageLimits {
      if (message < 1 || inFlight < 1) {
        throw new IllegalArgumentException(
            "limits must be positive, are " + message + " and " + inFlight);
      }
    }
  }
}
