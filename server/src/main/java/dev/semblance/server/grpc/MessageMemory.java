package dev.semblance.server.grpc;

import com.google.protobuf.MessageLite;
import dev.semblance.server.request.RequestContext;

/// Takes the memory of a request's message from the request's.
final class MessageMemory {
  /// Bytes of memory for a byte of a message: its values and its texts.
  private static final int FACTOR = 4;

  /// Messages up to this size take no memory, so that large ones never stop small requests.
  private static final int FREE = 64 << 10;

  private MessageMemory() {}

  /// @throws dev.semblance.SemblanceException TOO_LARGE, OVERLOADED
  static void take(RequestContext context, Object message) {
    if (message instanceof MessageLite read && read.getSerializedSize() > FREE) {
      context.memory().takeForBody((long) FACTOR * read.getSerializedSize());
    }
  }
}
