package dev.semblance.server.grpc;

/// Counts, which protobuf hands over as `int`s without a sign.
final class Counts {
  private Counts() {}

  /// The count, or the largest `int` for one beyond it, which every limit here is below.
  static int of(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }
}
