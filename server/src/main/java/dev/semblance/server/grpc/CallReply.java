package dev.semblance.server.grpc;

import dev.semblance.server.request.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reply to a request.
///
/// @param message the reply
/// @param cost of the request, or null where it is not reported
/// @param warnings that the message does not contain, each a sentence
record CallReply<R>(R message, @Nullable Cost cost, List<String> warnings) {

  /// Without warnings.
  CallReply(R message, @Nullable Cost cost) {
    this(message, cost, List.of());
  }
}
