package dev.semblance.server.grpc;

import dev.semblance.server.service.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request is answered with.
///
/// @param message the reply
/// @param cost what it took, or null where that is not told
/// @param warnings what whoever reads it should know and the message does not say, each a sentence
record CallReply<R>(R message, @Nullable Cost cost, List<String> warnings) {

  /// Without warnings.
  CallReply(R message, @Nullable Cost cost) {
    this(message, cost, List.of());
  }
}
